-- wrk calls this at the end: the numbers as one line of JSON. Latencies are in microseconds.
function done(summary, latency, requests)
    local errors = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
    io.write(string.format(
        '\n{"requests": %d, "seconds": %.3f, "errors": %d, "p50_ms": %.3f, "p95_ms": %.3f, "bytes": %d}\n',
        summary.requests, summary.duration / 1e6, errors,
        latency:percentile(50) / 1000, latency:percentile(95) / 1000, summary.bytes))
end
