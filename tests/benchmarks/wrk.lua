-- Asks for one person after another; prints what was measured as a line of JSON.
-- Arguments: the token, and the usernames.

local paths, asked = {}, 0

function init(arguments)
    wrk.headers["Authorization"] = "Bearer " .. arguments[1]
    for number = 2, #arguments do
        paths[#paths + 1] = "/users/" .. arguments[number]
    end
end

function request()
    asked = asked + 1
    return wrk.format("GET", paths[asked % #paths + 1])
end

function done(summary, latency, requests)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.write(string.format(
        '{"requests": %d, "seconds": %f, "failed": %d, "p50": %f, "p99": %f}\n',
        summary.requests, summary.duration / 1e6, failed,
        latency:percentile(50) / 1e3, latency:percentile(99) / 1e3
    ))
end
