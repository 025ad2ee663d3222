-- Sends the requests of a file, one after the other and from the start again at its end, and prints one JSON line at the end.
--
-- wrk -s wrk.lua URL -- FILE AMOUNT
--
-- FILE has one request a line: method, path, token, origin, "close" or nothing, JSON body, separated by tabs; what is empty is not sent.
-- AMOUNT 0 sends for as long as wrk is told; N sends exactly N requests and ends with the last answer.

local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } timespec_t;
  int clock_gettime(int clock, timespec_t *time);
  int getpid(void);
  int kill(int pid, int signal);
]]

local monotonic = 1
local interrupt = 2
local time = ffi.new("timespec_t")

local function now()
  ffi.C.clock_gettime(monotonic, time)
  return tonumber(time.seconds) * 1e6 + tonumber(time.nanoseconds) / 1e3
end

local prepared = {}
local amount = 0
local sent = 0
local answered = 0

-- Read by done(), which runs in another Lua state than the thread.
started = 0
ended = 0

local threads = {}
function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  amount = tonumber(args[2])
  for line in io.lines(args[1]) do
    local method, path, token, origin, close, body =
      line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local headers = { ["Host"] = wrk.headers["Host"] }
    if token ~= "" then headers["Authorization"] = token end
    if origin ~= "" then headers["Origin"] = origin end
    if close ~= "" then headers["Connection"] = "close" end
    if body ~= "" or close ~= "" then headers["Content-Type"] = "application/json" end
    if body == "" then body = nil end
    table.insert(prepared, wrk.format(method, path, headers, body))
  end

  if amount > 0 then
    -- A connection that has nothing left to send waits here for longer than any run takes.
    local never = 1e9
    local asked = 0
    delay = function()
      asked = asked + 1
      return asked > amount and never or 0
    end
    response = function()
      answered = answered + 1
      if answered == amount then
        ended = now()
        wrk.thread:stop()
        -- wrk itself sleeps to the end of its duration; this is the way to wake it.
        ffi.C.kill(ffi.C.getpid(), interrupt)
      end
    end
  end
end

function request()
  if sent == 0 then started = now() end
  sent = sent + 1
  return prepared[(sent - 1) % #prepared + 1]
end

function done(summary, latency)
  local thread = threads[1]
  local ended = thread:get("ended")
  local duration = ended > 0 and ended - thread:get("started") or summary.duration
  local errors = summary.errors
  io.write(string.format(
    '\nplumbline {"requests":%d,"durationUs":%.0f,"bytes":%.0f,"failed":{"connect":%d,"read":%d,"write":%d,"timeout":%d,"status":%d},"latencyUs":{"min":%.0f,"mean":%.1f,"p50":%.0f,"p90":%.0f,"p99":%.0f,"max":%.0f}}\n',
    summary.requests, duration, summary.bytes, errors.connect, errors.read, errors.write, errors.timeout, errors.status,
    latency.min, latency.mean, latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max
  ))
end
