// The back offices: charts from JSON beside them, previews of chosen pictures. Every page works without this file.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const charts = [];

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const faded = (name, share) => `color-mix(in srgb, ${colour(name)} ${share}%, transparent)`;
  const language = document.documentElement.lang || "en";
  const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });

  const draw = (figure) => {
    const source = document.getElementById(figure.dataset.chart);
    if (!source || !window.uPlot) return;
    const data = JSON.parse(source.textContent);
    figure.replaceChildren();
    if (!data.x.length) return;
    const ink = faded("--color-base-content", 68);
    const grid = { stroke: faded("--color-base-content", 9), width: 1 };
    const monthly = data.unit === "month";
    const accent = colour("--color-accent");
    const reading = figure.appendChild(document.createElement("figcaption"));
    const read = (index) => {
      const [when, amount, orders] = data.said[index ?? data.said.length - 1];
      reading.replaceChildren(...[["span", when], ["b", amount], ["span", orders]].map(([name, text]) => {
        const part = document.createElement(name);
        part.textContent = text;
        return part;
      }));
    };
    const plot = new uPlot({
      width: figure.clientWidth,
      height: Math.max(180, Math.min(260, figure.clientWidth * 0.4)),
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Asia/Shanghai"),
      cursor: { y: false, drag: { x: false }, points: { show: !monthly } },
      legend: { show: false },
      hooks: { setCursor: [(u) => read(u.cursor.idx)] },
      scales: { x: { time: true, range: (u, low, high) => pad(data.x, low, high) }, y: { range: (u, low, high) => [0, high > 0 ? high * 1.08 : 1] } },
      axes: [
        { stroke: ink, grid: { show: false }, ticks: { show: false }, font: "12px sans-serif", size: 30, space: 56,
          splits: () => thinned(data.x, figure.clientWidth / 64),
          values: (u, marks) => marks.map((mark) => tick(mark, monthly)) },
        { stroke: ink, grid, ticks: { show: false }, font: "12px sans-serif", size: 62,
          values: (u, marks) => marks.map((mark) => data.symbol + short.format(mark)) },
      ],
      series: [
        {},
        monthly
          ? { fill: faded("--color-accent", 82), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.62, 42], radius: 0.12 }) }
          : { stroke: accent, fill: faded("--color-accent", 14), width: 2, points: { show: data.x.length < 3 } },
      ],
    }, [data.x, data.y], figure);
    read();
    charts.push({ figure, plot });
  };

  // Marks stand under points, as many as there is room for, the last one always.
  const thinned = (x, most) => {
    const step = Math.max(1, Math.ceil(x.length / Math.max(2, most)));
    return x.filter((_, index) => (x.length - 1 - index) % step === 0);
  };

  // Half a step of room on both sides, so that the first and last bar are whole.
  const pad = (x, low, high) => {
    const step = x.length > 1 ? (x[x.length - 1] - x[0]) / (x.length - 1) / 2 : 43200;
    return [(low ?? x[0]) - step, (high ?? x[x.length - 1]) + step];
  };
  const tick = (seconds, monthly) => new Intl.DateTimeFormat(language, monthly
    ? { timeZone: "Asia/Shanghai", year: "2-digit", month: "numeric" }
    : { timeZone: "Asia/Shanghai", month: "numeric", day: "numeric" }).format(new Date(seconds * 1000));

  const redraw = () => {
    charts.splice(0).forEach(({ plot }) => plot.destroy());
    all("[data-chart]").forEach(draw);
  };

  // A new width or another theme: draw again.
  let width = window.innerWidth;
  let waiting = 0;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(redraw, 150);
  });
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  // Pictures that were chosen but not sent yet.
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.dataset.preview) return;
    const place = document.getElementById(input.dataset.preview);
    if (!place) return;
    all("img", place).forEach((image) => URL.revokeObjectURL(image.src));
    place.replaceChildren(...[...input.files].filter((file) => file.type.startsWith("image/")).map((file) => {
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      image.className = "h-20 w-20 rounded-md object-cover";
      return image;
    }));
  });

  // What only helps with a script is shown with one; what only helps without one is hidden.
  all("[data-noscript]").forEach((element) => { element.hidden = true; });

  redraw();
})();
