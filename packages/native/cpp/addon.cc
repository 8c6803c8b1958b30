// The addon: memory, crossings and symbols. It knows nothing of Python.
#include <dlfcn.h>
#include <errno.h>
#include <napi.h>
#include <stdio.h>
#include <stdlib.h>

#include <atomic>

#include "tyston.h"

__thread Mailbox* tyston_box = nullptr;
namespace {
__thread uintptr_t stack_top = 0;
std::atomic<int> attached{0};

struct Isolate {
  bool attached = false;
  void detach() {
    if (!attached) return;
    signals_detach();
    --::attached;
    attached = false;
  }
  ~Isolate() { detach(); }
};
}  // namespace

extern "C" __attribute__((visibility("hidden"))) void tyston_stray_thunk() {
  fputs("Tyston: internal error: a thread that is not Python's called a Python function\n", stderr);
  abort();
}

namespace {

void fail(Napi::Env env, const char* what) { Napi::Error::New(env, what).ThrowAsJavaScriptException(); }

// enter and resume are raw Node-API callbacks: no arguments, no result, nothing boxed.
napi_value Enter(napi_env env, napi_callback_info) {
  Mailbox* box = tyston_box;
  if (!box || box->sp - box->sp_limit > stack_top - box->sp_limit || !box->fn) {
    napi_throw_error(env, nullptr, box ? "enter: nothing to call, or the stack pointer is off its stack"
                                       : "enter: this thread is not attached");
    return nullptr;
  }
  tyston_enter(box);
  return nullptr;
}

napi_value Resume(napi_env env, napi_callback_info) {
  Mailbox* box = tyston_box;
  if (!box || box->sp >= stack_top || box->sp < box->sp_limit) {
    napi_throw_error(env, nullptr, "resume: nothing is suspended");
    return nullptr;
  }
  tyston_resume(box);
  return nullptr;
}

uint64_t offset(const Napi::CallbackInfo& info, size_t i) {
  if (!info[i].IsNumber()) return ~uint64_t{0};
  double v = info[i].As<Napi::Number>().DoubleValue();
  return v >= 0 && v <= static_cast<double>(kSize) ? static_cast<uint64_t>(v) : ~uint64_t{0};
}

// reserve(fresh): takes the window for this isolate. With fresh its memory is cleared, unless somebody uses it.
Napi::Value Reserve(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  bool fresh = info[0].ToBoolean();
  Isolate* isolate = env.GetInstanceData<Isolate>();
  if (isolate->attached) return Napi::String::New(env, "this isolate has a window already");
  if (!fresh && !window_reserved()) return Napi::String::New(env, "there is no window to attach to");
  int users = attached.fetch_add(1);
  isolate->attached = true;
  const char* why = fresh && users > 0 ? "another isolate uses the window" : window_reserve();
  if (why) {
    isolate->detach();
    return Napi::String::New(env, why);
  }
  if (fresh) window_clear();
  return env.Null();
}

// tryAgain(): see window_try_again; returns only when it could not.
Napi::Value TryAgain(const Napi::CallbackInfo& info) {
  return Napi::String::New(info.Env(), window_try_again());
}

Napi::Value Release(const Napi::CallbackInfo& info) {
  info.Env().GetInstanceData<Isolate>()->detach();
  tyston_box = nullptr;
  return info.Env().Undefined();
}

Napi::Value External(Napi::Env env, void* data, size_t bytes) {
  napi_value result;
  napi_status status = napi_create_external_arraybuffer(env, data, bytes, nullptr, nullptr, &result);
  if (status == napi_ok) return Napi::Value(env, result);
  if (!env.IsExceptionPending()) fail(env, "this engine refuses array buffers over memory of others");
  return Napi::Value();
}

Napi::Value Buffer(const Napi::CallbackInfo& info) {
  if (!info.Env().GetInstanceData<Isolate>()->attached) {
    fail(info.Env(), "buffer: the window is not reserved");
    return Napi::Value();
  }
  return External(info.Env(), at(0), kSize);
}

Napi::Value Commit(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), window_commit(offset(info, 0), offset(info, 1)));
}

// mapCode(start, bytes, wanted): makes a region executable; its writable mapping as a buffer, if wanted. Apart, because V8 takes a
// large buffer for memory pressure and collects at once.
Napi::Value MapCode(const Napi::CallbackInfo& info) {
  void* writable = nullptr;
  uint64_t bytes = offset(info, 1);
  const char* why = window_map_code(offset(info, 0), bytes, &writable);
  if (why) {
    fail(info.Env(), why);
    return Napi::Value();
  }
  return info[2].ToBoolean() ? External(info.Env(), writable, bytes) : info.Env().Undefined();
}

// attach(mailbox): from now on the mailbox at this offset is this thread's; its stack starts where it points.
Napi::Value Attach(const Napi::CallbackInfo& info) {
  uint64_t box = offset(info, 0);
  if (!info.Env().GetInstanceData<Isolate>()->attached || box % 16 || box > kSize - sizeof(Mailbox)) {
    fail(info.Env(), "attach: no window, or no mailbox there");
    return Napi::Value();
  }
  tyston_box = static_cast<Mailbox*>(at(box));
  tyston_box->errno_at = reinterpret_cast<uint64_t>(&errno);
  stack_top = tyston_box->sp;
  return info.Env().Undefined();
}

Napi::Value Symbol(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  static const struct {
    const char* name;
    void* address;
  } own[] = {
      {"tyston_thunk", reinterpret_cast<void*>(tyston_thunk)},
      {"tyston_thunk_doubles", reinterpret_cast<void*>(tyston_thunk_doubles)},
      {"tyston_signal", reinterpret_cast<void*>(tyston_signal)},
      {"tyston_signal_words", reinterpret_cast<void*>(tyston_signal_words)},
      {"tyston_crash_stack", reinterpret_cast<void*>(tyston_crash_stack)},
      {"tyston_fork_exec", reinterpret_cast<void*>(tyston_fork_exec)},
  };
  if (!info[0].IsString()) return Napi::BigInt::New(env, uint64_t{0});
  std::string name = info[0].As<Napi::String>();
  for (const auto& row : own)
    if (name == row.name) return Napi::BigInt::New(env, reinterpret_cast<uint64_t>(row.address));
  return Napi::BigInt::New(env, reinterpret_cast<uint64_t>(dlsym(RTLD_DEFAULT, name.c_str())));
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  env.SetInstanceData(new Isolate());
  exports.Set("reserve", Napi::Function::New<Reserve>(env));
  exports.Set("tryAgain", Napi::Function::New<TryAgain>(env));
  exports.Set("release", Napi::Function::New<Release>(env));
  exports.Set("buffer", Napi::Function::New<Buffer>(env));
  exports.Set("commit", Napi::Function::New<Commit>(env));
  exports.Set("mapCode", Napi::Function::New<MapCode>(env));
  exports.Set("attach", Napi::Function::New<Attach>(env));
  exports.Set("symbol", Napi::Function::New<Symbol>(env));
  const struct {
    const char* name;
    napi_callback call;
  } raw[] = {{"enter", Enter}, {"resume", Resume}};
  for (const auto& row : raw) {
    napi_value function;
    if (napi_create_function(env, row.name, NAPI_AUTO_LENGTH, row.call, nullptr, &function) == napi_ok)
      exports.Set(row.name, Napi::Value(env, function));
  }
  return exports;
}

}  // namespace

NODE_API_MODULE(tyston, Init)
