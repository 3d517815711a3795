// Small helpers for pages that work without them: toasts, theme switch, back buttons, gallery, variants, steppers.
(() => {
  "use strict";

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) =>
    [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];

  // Toasts: leave after a while, or on click.
  const settle = (root) => {
    for (const toast of all("[data-toast]", root)) {
      if (toast.dataset.seen) continue;
      toast.dataset.seen = "1";
      toast.addEventListener("click", () => toast.remove());
      const patience = toast.classList.contains("alert-error") ? 12000 : 5000;
      const leave = () => toast.matches(":hover, :focus-within") ? setTimeout(leave, patience) : toast.remove();
      setTimeout(leave, patience);
    }
  };
  const say = (template, kind = "error") => {
    const text = one(template)?.content.textContent;
    const place = one("#alerts");
    if (!text || !place) return;
    const toast = document.createElement("div");
    toast.className = `alert alert-${kind}`;
    toast.dataset.toast = "";
    toast.textContent = text;
    place.append(toast);
    settle(place);
  };
  document.addEventListener("htmx:sendError", () => say("#text-offline"));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500 && event.detail.xhr.status !== 503) say("#text-broken");
  });

  // Theme: the page changes at once, the cookie tells the server from the next page on.
  const dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "tradewind-dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-theme-switch]")) return;
    event.preventDefault();
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next === "dark" ? "tradewind-dark" : "tradewind";
    document.cookie = `tw_theme=${next}; path=/; max-age=31536000; samesite=lax`;
  });

  // Selects and inputs that send their form when they change.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("[data-auto-send]")) form.requestSubmit();
  });

  // Asking before something that cannot be taken back.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  // A form is sent once; its button shows that it works.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) {
      button.setAttribute("aria-busy", "true");
      button.classList.add("is-busy");
    }
  });
  window.addEventListener("pageshow", () => {
    for (const form of all("form[data-sent]")) delete form.dataset.sent;
    for (const button of all(".is-busy")) {
      button.classList.remove("is-busy");
      button.removeAttribute("aria-busy");
    }
  });

  const start = (root) => {
    settle(root);
    one("#changed, [aria-invalid=true]", root)?.focus();
    for (const button of all("[data-back]", root)) {
      if (history.length < 2) continue;
      button.hidden = false;
      button.addEventListener("click", () => history.back());
    }
    for (const form of all("form:has([data-shows])", root)) {
      const radio = one("[data-shows]", form);
      const place = document.getElementById(radio.dataset.shows);
      const show = () => { place.hidden = !radio.checked; };
      form.addEventListener("change", show);
      show();
    }
    for (const node of all("[data-gallery]", root)) gallery(node);
    for (const form of all("[data-variants]", root)) variants(form);
    for (const button of all("[data-copy]", root)) {
      if (!navigator.clipboard) continue;
      button.hidden = false;
      button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copy).then(() => button.classList.add("text-success")));
    }
  };

  // Pictures of a product: thumbnails scroll to their picture, the counter follows.
  function gallery(node) {
    const strip = one(".gallery", node);
    const thumbs = all(".thumbs a", node);
    const counter = one("[data-gallery-count]", node);
    const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    thumbs.forEach((thumb, index) => thumb.addEventListener("click", (event) => {
      event.preventDefault();
      strip.scrollTo({ left: index * strip.clientWidth, behavior: smooth });
    }));
    strip.addEventListener("scroll", () => {
      const index = Math.round(strip.scrollLeft / strip.clientWidth);
      thumbs.forEach((thumb, i) => i === index ? thumb.setAttribute("aria-current", "true") : thumb.removeAttribute("aria-current"));
      if (counter) counter.textContent = `${index + 1} / ${strip.children.length}`;
    }, { passive: true });
  }

  // Variants: the choices come with the words for each variant; the page shows those of the one chosen.
  function variants(form) {
    const list = JSON.parse(one("script[data-choices]", form).textContent);
    const values = () => all("input[type=radio]:checked", form).map((input) => Number(input.value));
    const price = one("[data-live-price]");
    const show = () => {
      const chosen = values();
      const match = list.find((variant) => variant.at.every((value, i) => value === chosen[i]));
      for (const button of all("[data-needs-stock]")) button.disabled = !match?.can_buy || "closed" in form.dataset;
      all("fieldset[data-option]", form).forEach((group, i) => {
        for (const input of all("input[type=radio]", group)) {
          const value = Number(input.value);
          const fits = list.some((variant) => variant.can_buy && variant.at[i] === value
            && variant.at.every((other, k) => k === i || other === chosen[k]));
          input.closest(".opt").classList.toggle("opt-out", !fits);
        }
      });
      if (!match) return;
      one("i", price).textContent = match.price[0];
      one("[data-whole]", price).textContent = match.price[1];
      one("[data-fraction]", price).textContent = match.price[2];
      for (const place of all("[data-live]")) place.textContent = match[place.dataset.live];
      for (const place of all("[data-shown-with]")) place.hidden = !match[place.dataset.shownWith];
      const count = one("input[name=quantity]", form);
      count.max = Math.max(1, Math.min(match.left, 999));
      if (Number(count.value) > Number(count.max)) count.value = count.max;
    };
    form.addEventListener("change", (event) => { if (event.target.matches("input[type=radio]")) show(); });
    show();
  }

  // Steppers: the buttons change the number beside them; htmx or the form does the rest.
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".stepper [data-step]");
    if (!button) return;
    event.preventDefault();
    const input = one("input", button.closest(".stepper"));
    const value = Number(input.value || 1) + Number(button.dataset.step);
    input.value = Math.max(Number(input.min || 1), Math.min(Number(input.max || 999), value));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  document.addEventListener("htmx:load", (event) => start(event.detail.elt));
  if (!window.htmx) document.addEventListener("DOMContentLoaded", () => start(document));

  if ("serviceWorker" in navigator && location.protocol !== "file:") {
    window.addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => undefined));
  }
})();
