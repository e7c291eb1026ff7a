// src/device.ts
var alignment = 64;
var DeviceError = class extends Error {
  name = "DeviceError";
};

// src/devices/sizes.ts
function sizeClass(size) {
  const smallest = 64;
  if (size <= smallest) return smallest;
  const quarter = 2 ** (Math.floor(Math.log2(size)) - 2);
  return Math.ceil(size / quarter) * quarter;
}
var FreeList = class {
  bySize = /* @__PURE__ */ new Map();
  take(capacity) {
    return this.bySize.get(capacity)?.pop();
  }
  put(buffer) {
    const list = this.bySize.get(buffer.capacity);
    if (list) list.push(buffer);
    else this.bySize.set(buffer.capacity, [buffer]);
  }
  /** Empties the list into the caller's hands. */
  *drain() {
    for (const list of this.bySize.values()) yield* list.splice(0);
  }
};

// src/devices/cpu.ts
var CpuDevice = class {
  name = "cpu";
  description;
  memory = { buffers: 0, elements: 0 };
  bytesPerElement;
  freed = new FreeList();
  closed = false;
  constructor({ precision = "float32" } = {}) {
    this.bytesPerElement = precision === "float64" ? 8 : 4;
    this.description = precision === "float64" ? "CPU, float64" : "CPU";
  }
  allocate(size) {
    if (this.closed) throw new DeviceError("cpu: the device is closed; open another one");
    const capacity = sizeClass(size);
    const buffer = this.freed.take(capacity) ?? { capacity, bytes: this.freshBytes(capacity) };
    this.memory.buffers += 1;
    this.memory.elements += capacity;
    return buffer;
  }
  free(buffer) {
    this.memory.buffers -= 1;
    this.memory.elements -= buffer.capacity;
    if (!this.closed) this.freed.put(buffer);
  }
  write(slice, values) {
    this.view(slice).set(values);
  }
  run(kernel, bindings, params) {
    const views = (names) => Object.fromEntries(names.map((name) => [name, this.view(bindings[name])]));
    kernel.cpu(views(kernel.inputs), views(kernel.outputs), params);
  }
  async read(slice) {
    return this.view(slice).slice();
  }
  close() {
    this.closed = true;
    for (const _ of this.freed.drain()) ;
  }
  freshBytes(capacity) {
    try {
      return new ArrayBuffer(capacity * this.bytesPerElement);
    } catch {
      const mebibytes2 = Math.ceil(capacity * this.bytesPerElement / 2 ** 20);
      throw new DeviceError(`cpu: no memory for ${mebibytes2} MiB; use smaller batches or fewer dimensions`);
    }
  }
  view({ buffer, offset, size, dtype }) {
    if (this.closed) throw new DeviceError("cpu: the device is closed; open another one");
    const { bytes } = buffer;
    const start = offset * this.bytesPerElement;
    if (dtype === "int32") return new Int32Array(bytes, start, size);
    return this.bytesPerElement === 8 ? new Float64Array(bytes, start, size) : new Float32Array(bytes, start, size);
  }
};

// src/devices/webgpu/failure.ts
var Failure = class {
  error;
  waiting = /* @__PURE__ */ new Set();
  checks = /* @__PURE__ */ new Set();
  /** Only the first counts: what comes later is mostly its consequence. */
  set(message) {
    if (this.error) return;
    this.error = new DeviceError(message);
    for (const reject of this.waiting) reject(this.error);
  }
  check() {
    if (this.error) throw this.error;
  }
  /** Takes what an error scope will find as a failure, worded by `message`. Reads wait for it. */
  watch(scope, message) {
    this.wait(scope.then(async (error) => error && this.set(await message(error))).catch(() => void 0));
  }
  /** An error that no scope caught: often only the consequence of one, which says more, so the scopes speak first. */
  setAfterScopes(message) {
    this.wait(Promise.all(this.checks).then(() => this.set(message)));
  }
  wait(work) {
    const check = work.finally(() => this.checks.delete(check));
    this.checks.add(check);
  }
  /** What the work comes to, or this failure, if it comes first or from anything queued so far. */
  async guard(work) {
    this.check();
    let stop = (_) => {
    };
    const failed = new Promise((_, reject) => {
      stop = reject;
    });
    this.waiting.add(stop);
    try {
      const result = await Promise.race([work(), failed]);
      await Promise.race([Promise.all(this.checks), failed]);
      this.check();
      return result;
    } finally {
      this.waiting.delete(stop);
    }
  }
};

// src/devices/webgpu/flags.ts
var usage = { mapRead: 1, copySource: 4, copyDestination: 8, uniform: 64, storage: 128 };
var mapForReading = 1;
var computeStage = 4;

// src/devices/webgpu/shader.ts
var groupSize = 64;
var wordsOf = { int: 1, float: 1, ints: 8 };
var typeOf = { int: "i32", float: "f32", ints: "array<vec4<i32>, 2>" };
var helpers = (
  /* wgsl */
  `
fn at(values: array<vec4<i32>, 2>, d: i32) -> i32 { return values[d >> 2u][d & 3]; }
fn isNan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
fn nan() -> f32 { var bits = 0x7fc00000u; return bitcast<f32>(bits); }
`
);
function shaderOf(kernel) {
  const fields = fieldsOf(kernel.params);
  const storage = (name, binding, access) => `@group(0) @binding(${binding}) var<storage, ${access}> ${name}: array<${kernel.integers.includes(name) ? "i32" : "f32"}>;`;
  const block = fields.map(({ name, type }) => `${name}: ${typeOf[type]}`).join(", ");
  const lines = [
    ...kernel.inputs.map((name, n) => storage(name, n, "read")),
    ...kernel.outputs.map((name, n) => storage(name, kernel.inputs.length + n, "read_write")),
    ...fields.length > 0 ? [
      `struct Params { ${block} }`,
      `@group(0) @binding(${kernel.inputs.length + kernel.outputs.length}) var<uniform> params_: Params;`
    ] : [],
    helpers,
    kernel.functions,
    `@compute @workgroup_size(${groupSize})`,
    "fn main(@builtin(global_invocation_id) place_: vec3<u32>, @builtin(num_workgroups) groups_: vec3<u32>) {",
    `let i = i32(place_.y * groups_.x * ${groupSize}u + place_.x);`,
    `if (i >= i32(arrayLength(&${kernel.outputs[0]}))) { return; }`,
    ...fields.map(({ name }) => `let ${name} = params_.${name};`),
    // Braces, so that a body may use a param's name for something of its own.
    `{ ${kernel.wgsl} }`,
    "}"
  ];
  const words = fields.reduce((sum, { type }) => sum + wordsOf[type], 0);
  return { code: lines.join("\n"), fields, uniformBytes: Math.ceil(words / 4) * 16 };
}
function fieldsOf(params) {
  const names = Object.keys(params);
  const ordered = [
    ...names.filter((name) => params[name] === "ints"),
    ...names.filter((name) => params[name] !== "ints")
  ];
  let word = 0;
  return ordered.map((name) => {
    const field = { name, type: params[name], word };
    word += wordsOf[field.type];
    return field;
  });
}
function writeParams({ fields }, params, block) {
  for (const { name, type, word } of fields) {
    const value = params[name];
    const values = typeof value === "number" ? [value] : value;
    values.forEach((one, d) => {
      if (type === "float") block.setFloat32((word + d) * 4, one, true);
      else block.setInt32((word + d) * 4, one, true);
    });
  }
}

// src/devices/webgpu/pipelines.ts
var Pipelines = class {
  constructor(device2, failure) {
    this.device = device2;
    this.failure = failure;
  }
  device;
  failure;
  compiled = /* @__PURE__ */ new Map();
  of(kernel) {
    let compiled = this.compiled.get(kernel);
    if (!compiled) {
      compiled = this.compile(kernel);
      this.compiled.set(kernel, compiled);
    }
    return compiled;
  }
  compile(kernel) {
    const most = this.device.limits.maxStorageBuffersPerShaderStage;
    const buffers = kernel.inputs.length + kernel.outputs.length;
    if (buffers > most) {
      throw new DeviceError(
        `${kernel.name}: ${buffers} inputs and outputs; this GPU binds at most ${most}; split the kernel`
      );
    }
    const { device: device2 } = this;
    const label = kernel.name;
    const shader = shaderOf(kernel);
    device2.pushErrorScope("validation");
    const module = device2.createShaderModule({ label, code: shader.code });
    const layout = device2.createBindGroupLayout({ label, entries: entriesOf(kernel, shader) });
    const pipeline = device2.createComputePipeline({
      label,
      layout: device2.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: "main" }
    });
    this.failure.watch(device2.popErrorScope(), async (error) => {
      const details = await complaints(module, shader.code);
      return `${label}: its WGSL body does not compile: ${details || error.message}; correct the kernel`;
    });
    return { shader, layout, pipeline };
  }
};
function entriesOf(kernel, { uniformBytes }) {
  const visibility = computeStage;
  const inputs = kernel.inputs.map((_, binding2) => {
    return { binding: binding2, visibility, buffer: { type: "read-only-storage" } };
  });
  const outputs = kernel.outputs.map((_, n) => {
    return { binding: inputs.length + n, visibility, buffer: { type: "storage" } };
  });
  const binding = inputs.length + outputs.length;
  const params = { binding, visibility, buffer: { type: "uniform", hasDynamicOffset: true } };
  return [...inputs, ...outputs, ...uniformBytes > 0 ? [params] : []];
}
async function complaints(module, code) {
  const { messages } = await module.getCompilationInfo();
  const lines = code.split("\n");
  return messages.filter(({ type }) => type === "error").map(({ message, lineNum }) => `${message} in "${(lines[lineNum - 1] ?? "").trim()}"`).join("; ");
}

// src/devices/webgpu/recorder.ts
var arenaBytes = 512 * 256;
var Recorder = class {
  constructor(device2) {
    this.device = device2;
    this.arena = device2.createBuffer({
      label: "params",
      size: arenaBytes,
      usage: usage.uniform | usage.copyDestination
    });
    this.blockAlignment = device2.limits.minUniformBufferOffsetAlignment;
  }
  device;
  encoder;
  pass;
  touched = /* @__PURE__ */ new Set();
  /** Params of everything recorded, one block after the other. Written before each submission, so one buffer serves them all. */
  arena;
  blocks = new ArrayBuffer(arenaBytes);
  blockAlignment;
  used = 0;
  /** Records one invocation for each of `size` elements. */
  dispatch({ shader, layout, pipeline }, buffers, params, size) {
    const block = this.reserve(shader.uniformBytes);
    writeParams(shader, params, new DataView(this.blocks, block, shader.uniformBytes));
    const entries = buffers.map((resource, binding) => ({ binding, resource }));
    if (shader.uniformBytes > 0) {
      entries.push({ binding: entries.length, resource: { buffer: this.arena, size: shader.uniformBytes } });
    }
    for (const { buffer } of buffers) this.touched.add(buffer);
    this.pass ??= this.open().beginComputePass();
    this.pass.setPipeline(pipeline);
    this.pass.setBindGroup(0, this.device.createBindGroup({ layout, entries }), shader.uniformBytes > 0 ? [block] : []);
    this.pass.dispatchWorkgroups(...this.groupsFor(size));
  }
  copy(from, start, to, bytes) {
    this.pass?.end();
    this.pass = void 0;
    this.open().copyBufferToBuffer(from, start, to, 0, bytes);
  }
  /** Submits first whatever still needs what the buffer holds now. */
  beforeWrite(buffer) {
    if (this.touched.has(buffer)) this.flush();
  }
  flush() {
    if (!this.encoder) return;
    this.pass?.end();
    if (this.used > 0) this.device.queue.writeBuffer(this.arena, 0, this.blocks, 0, this.used);
    this.device.queue.submit([this.encoder.finish()]);
    this.encoder = void 0;
    this.pass = void 0;
    this.touched.clear();
    new Uint8Array(this.blocks, 0, this.used).fill(0);
    this.used = 0;
  }
  open() {
    this.encoder ??= this.device.createCommandEncoder();
    return this.encoder;
  }
  /** Room for a block of params. Kernels without params take some too, so that a submission stays bounded. */
  reserve(bytes) {
    const room = Math.ceil(Math.max(bytes, 1) / this.blockAlignment) * this.blockAlignment;
    if (this.used + room > arenaBytes) this.flush();
    const start = this.used;
    this.used += room;
    return start;
  }
  // More groups than one dimension takes do nothing, silently: the rest goes into rows.
  groupsFor(size) {
    const groups = Math.ceil(size / groupSize);
    const rows = Math.ceil(groups / this.device.limits.maxComputeWorkgroupsPerDimension);
    return [Math.ceil(groups / rows), rows];
  }
};

// src/devices/webgpu/device.ts
var bytesPerElement = 4;
var WebGpuDevice = class {
  constructor(gpu, description) {
    this.gpu = gpu;
    this.description = description;
    this.pipelines = new Pipelines(gpu, this.failure);
    this.recorder = new Recorder(gpu);
    gpu.addEventListener("uncapturederror", (event) => {
      event.preventDefault();
      this.failure.setAfterScopes(
        `webgpu: ${event.error.message}; nothing after this can be trusted; open another device`
      );
    });
    gpu.lost.then(({ reason, message }) => {
      const why = [reason, message].filter(Boolean).join(": ");
      this.failure.set(`webgpu: the GPU was lost (${why}); what was on it is gone; open another device`);
    });
  }
  gpu;
  description;
  name = "webgpu";
  memory = { buffers: 0, elements: 0 };
  failure = new Failure();
  freed = new FreeList();
  freedStaging = new FreeList();
  pipelines;
  recorder;
  allocate(size) {
    this.failure.check();
    const most = Math.floor(this.gpu.limits.maxBufferSize / bytesPerElement);
    if (size > most) {
      throw new DeviceError(
        `webgpu: ${size} elements are ${mebibytes(size)} MiB; this GPU takes at most ${mebibytes(most)} MiB in one tensor; use smaller batches or fewer dimensions`
      );
    }
    const capacity = Math.min(sizeClass(size), most);
    const flags = usage.storage | usage.copySource | usage.copyDestination;
    const buffer = this.freed.take(capacity) ?? this.fresh(capacity, flags);
    this.memory.buffers += 1;
    this.memory.elements += capacity;
    return buffer;
  }
  free(buffer) {
    this.memory.buffers -= 1;
    this.memory.elements -= buffer.capacity;
    this.freed.put(buffer);
  }
  write({ buffer, offset, size, dtype }, values) {
    this.failure.check();
    if (size === 0) return;
    const { memory } = buffer;
    this.recorder.beforeWrite(memory);
    const copy = dtype === "int32" ? new Int32Array(values) : new Float32Array(values);
    this.gpu.queue.writeBuffer(memory, offset * bytesPerElement, copy);
  }
  run(kernel, bindings, params) {
    this.failure.check();
    refuseAliases(kernel, bindings);
    const compiled = this.pipelines.of(kernel);
    const buffers = [...kernel.inputs, ...kernel.outputs].map((name) => this.bind(kernel.name, name, bindings[name]));
    this.recorder.dispatch(compiled, buffers, params, bindings[kernel.outputs[0]].size);
  }
  async read({ buffer, offset, size, dtype }) {
    this.failure.check();
    const bytes = size * bytesPerElement;
    const staging = this.freedStaging.take(sizeClass(size)) ?? this.fresh(sizeClass(size), usage.mapRead | usage.copyDestination);
    if (size > 0) this.recorder.copy(buffer.memory, offset * bytesPerElement, staging.memory, bytes);
    this.recorder.flush();
    await this.failure.guard(() => staging.memory.mapAsync(mapForReading).catch(interrupted));
    const copy = staging.memory.getMappedRange().slice(0, bytes);
    staging.memory.unmap();
    this.freedStaging.put(staging);
    return dtype === "int32" ? new Int32Array(copy) : new Float32Array(copy);
  }
  close() {
    this.failure.set("webgpu: the device is closed; open another one");
    this.gpu.destroy();
  }
  fresh(capacity, flags) {
    this.gpu.pushErrorScope("out-of-memory");
    const memory = this.gpu.createBuffer({ size: capacity * bytesPerElement, usage: flags });
    this.failure.watch(
      this.gpu.popErrorScope(),
      () => `webgpu: no memory for ${mebibytes(capacity)} MiB; use smaller batches or fewer dimensions`
    );
    return { capacity, memory };
  }
  bind(op, name, { buffer, offset, size }) {
    const { memory } = buffer;
    if (size === 0) return { buffer: memory, offset: 0, size: bytesPerElement };
    if (offset % alignment !== 0) {
      throw new DeviceError(
        `${op}: ${name} starts at element ${offset} of its buffer; must be a multiple of ${alignment}; copy it out first`
      );
    }
    const most = this.gpu.limits.maxStorageBufferBindingSize / bytesPerElement;
    if (size > most) {
      throw new DeviceError(
        `${op}: ${name} has ${size} elements, ${mebibytes(size)} MiB; this GPU binds at most ${mebibytes(most)} MiB; use smaller batches or fewer dimensions`
      );
    }
    return { buffer: memory, offset: offset * bytesPerElement, size: size * bytesPerElement };
  }
};
function refuseAliases(kernel, bindings) {
  kernel.outputs.forEach((output, n) => {
    const written = bindings[output];
    const read = kernel.inputs.find((input) => bindings[input].buffer === written.buffer);
    const twice = kernel.outputs.slice(0, n).find((other2) => overlap(bindings[other2], written));
    const other = read ?? twice;
    if (other === void 0) return;
    throw new DeviceError(
      `${kernel.name}: ${other} and ${output} lie in one buffer; what is written must lie apart; copy ${other} first`
    );
  });
}
function overlap(a, b) {
  return a.buffer === b.buffer && a.offset < b.offset + b.size && b.offset < a.offset + a.size;
}
function interrupted(error) {
  const why = error instanceof Error ? error.message : String(error);
  throw new DeviceError(`webgpu: a read was cut short (${why}); open another device`);
}
function mebibytes(elements) {
  return Math.ceil(elements * bytesPerElement / 2 ** 20);
}

// src/devices/webgpu/open.ts
function browserGpu() {
  return globalThis.navigator?.gpu;
}
async function openWebGpu(gpu, { software: software2 }) {
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    if (!adapter || !software2 && isSoftware(adapter)) return void 0;
    const { maxBufferSize, maxStorageBufferBindingSize, maxStorageBuffersPerShaderStage } = adapter.limits;
    const requiredLimits = { maxBufferSize, maxStorageBufferBindingSize, maxStorageBuffersPerShaderStage };
    return new WebGpuDevice(await adapter.requestDevice({ requiredLimits }), describe(adapter));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DeviceError(`webgpu: the driver gave no device (${why}); try again, or open 'cpu', which needs no GPU`);
  }
}
function isSoftware({ info }) {
  const names = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(names);
}
function describe({ info }) {
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") || "WebGPU";
}

// src/devices/open.ts
async function openDevice(choice = "auto", { gpu = browserGpu() } = {}) {
  if (choice === "cpu") return new CpuDevice();
  if (choice === "auto") {
    const device3 = gpu && await openWebGpu(gpu, { software: false }).catch(() => void 0);
    return device3 ?? new CpuDevice();
  }
  const device2 = gpu && await openWebGpu(gpu, { software: true });
  if (device2) return device2;
  throw new DeviceError(
    gpu ? "webgpu: there is no adapter; a GPU with a current driver is needed, in a browser with hardware acceleration on; or open 'cpu'" : "webgpu: there is no WebGPU here; a current browser has it, Node through openDevice of @textcam/tensor/node; or open 'cpu'"
  );
}

// src/kernel.ts
function defineKernel(definition) {
  return {
    integers: [],
    functions: "",
    ...definition,
    outputs: ["out"],
    cpu: (inputs, { out }, params) => definition.cpu(inputs, out, params)
  };
}

// src/shape.ts
var maxRank = 8;
var ShapeError = class extends Error {
  name = "ShapeError";
};
function show(shape) {
  return `[${shape.join(", ")}]`;
}
function sizeOf(shape) {
  return shape.reduce((size, length) => size * length, 1);
}
function checkShape(op, shape) {
  if (shape.length > maxRank) {
    throw new ShapeError(
      `${op}: ${show(shape)} has ${shape.length} axes; at most ${maxRank} are supported; merge some`
    );
  }
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
    throw new ShapeError(`${op}: ${show(shape)} is no shape; every axis must be a whole number, 0 or more`);
  }
  return shape;
}

// src/tensor.ts
var Storage = class {
  constructor(device2, buffer) {
    this.device = device2;
    this.buffer = buffer;
  }
  device;
  buffer;
  users = 1;
  share() {
    this.users += 1;
    return this;
  }
  release() {
    this.users -= 1;
    if (this.users === 0) this.device.free(this.buffer);
  }
};
var forgotten = new FinalizationRegistry((storage) => storage.release());
var Tensor = class _Tensor {
  static made;
  device;
  shape;
  size;
  dtype;
  /** Set by `record`; 'gradient' marks results of `gradients`, which cannot be differentiated again. */
  origin;
  offset;
  storage;
  constructor(storage, { shape, dtype, offset = 0 }) {
    this.device = storage.device;
    this.shape = shape;
    this.size = sizeOf(shape);
    this.dtype = dtype;
    this.offset = offset;
    this.storage = storage;
    forgotten.register(this, storage, this);
    _Tensor.made?.add(this);
  }
  /**
   * The values as a tensor on the device, in row-major order.
   *
   * @param shape as many elements as there are values; one axis of all of them when left out. Throws ShapeError.
   */
  static from(device2, values, shape = [values.length], dtype = "float32") {
    if (values.length !== sizeOf(checkShape("Tensor.from", shape))) {
      throw new ShapeError(
        `Tensor.from: ${values.length} values for ${show(shape)}; must be ${sizeOf(shape)}; pass a shape that fits`
      );
    }
    const tensor = _Tensor.allocate(device2, shape, dtype);
    tensor.write(values);
    return tensor;
  }
  /** A tensor that holds anything until something is written to it. */
  static allocate(device2, shape, dtype = "float32") {
    return new _Tensor(new Storage(device2, device2.allocate(sizeOf(shape))), { shape, dtype });
  }
  /** The same elements in another shape, from element `offset` on, in the same memory. */
  view(shape, offset = 0) {
    return new _Tensor(this.live("view").share(), { shape, dtype: this.dtype, offset: this.offset + offset });
  }
  /** The elements, once everything that leads to them is computed: the one place where the host waits. */
  async read() {
    return this.device.read(this.slice("read"));
  }
  /** Overwrites all elements, in row-major order. Throws ShapeError for another number of values. */
  write(values) {
    if (values.length !== this.size) {
      throw new ShapeError(`write: ${values.length} values into ${show(this.shape)}; must be ${this.size}`);
    }
    this.device.write(this.slice("write"), values);
  }
  /** Frees the memory once no other tensor looks at it. Twice is once. */
  dispose() {
    forgotten.unregister(this);
    this.storage?.release();
    this.storage = void 0;
  }
  /** Where the elements lie. `op` is named in the DeviceError thrown when the tensor was freed. */
  slice(op) {
    return { buffer: this.live(op).buffer, offset: this.offset, size: this.size, dtype: this.dtype };
  }
  live(op) {
    if (this.storage) return this.storage;
    throw new DeviceError(
      `${op}: a tensor ${show(this.shape)} was freed; it must be alive; return it from its scope, or dispose it later`
    );
  }
  /** Runs the work and says which tensors it made: the inside of `scope`. */
  static collect(work) {
    const outer = _Tensor.made;
    const tensors = /* @__PURE__ */ new Set();
    _Tensor.made = tensors;
    try {
      return { tensors, result: work() };
    } catch (thrown) {
      return { tensors, error: { thrown } };
    } finally {
      _Tensor.made = outer;
    }
  }
  /** Hands a tensor to the scope now open, if one is. */
  static adopt(tensor) {
    _Tensor.made?.add(tensor);
  }
};

// src/op.ts
function run(kernel, inputs, shape, params) {
  const [first] = Object.values(inputs);
  const out = Tensor.allocate(first.device, shape, dtypeOf(kernel, "out"));
  update(kernel, inputs, { out }, params);
  return out;
}
function update(kernel, inputs, outputs, params) {
  const named = { ...inputs, ...outputs };
  const { device: device2 } = named[kernel.outputs[0]];
  const bindings = Object.fromEntries(
    [...kernel.inputs, ...kernel.outputs].map((name) => [name, bind(kernel, name, named[name], device2.name)])
  );
  for (const name of kernel.inputs) {
    if (named[name].device !== device2) {
      throw new DeviceError(
        `${kernel.name}: ${name} ${show(named[name].shape)} lies on another device (${named[name].device.description}); all must lie on one (${device2.description}); read it and write it there`
      );
    }
  }
  if (named[kernel.outputs[0]].size > 0) device2.run(kernel, bindings, params);
}
function bind(kernel, name, tensor, device2) {
  const dtype = dtypeOf(kernel, name);
  if (tensor.dtype !== dtype) {
    throw new ShapeError(
      `${kernel.name}: ${name} ${show(tensor.shape)} is ${tensor.dtype}; must be ${dtype}; make it so in Tensor.from (${device2})`
    );
  }
  return tensor.slice(kernel.name);
}
function dtypeOf(kernel, name) {
  return kernel.integers.includes(name) ? "int32" : "float32";
}
function record(y, inputs, backward2) {
  recordAll([y], inputs, ([dy]) => backward2(dy));
  return y;
}
function recordAll(outputs, inputs, backward2) {
  const origin = { outputs, inputs, backward: backward2 };
  for (const output of outputs) output.origin = origin;
}

// src/ops/relu.ts
var forward = defineKernel({
  name: "relu",
  inputs: ["x"],
  params: {},
  cpu({ x: x2 }, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.max(0, x2[i]);
  },
  wgsl: (
    /* wgsl */
    `out[i] = max(0.0, x[i]);`
  )
});
var backward = defineKernel({
  name: "relu.backward",
  inputs: ["y", "dy"],
  params: {},
  cpu({ y, dy }, out) {
    for (let i = 0; i < out.length; i++) out[i] = y[i] > 0 ? dy[i] : 0;
  },
  wgsl: (
    /* wgsl */
    `out[i] = select(0.0, dy[i], y[i] > 0.0);`
  )
});
function relu(x2) {
  const y = run(forward, { x: x2 }, x2.shape, {});
  return record(y, [x2], (dy) => [() => run(backward, { y, dy }, x2.shape, {})]);
}

// src/node/driver.ts
import { constants } from "node:os";

// src/node/swiftShader.ts
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
function* softwareDrivers() {
  for (const folder of [unpackFromPackage, () => "/usr/lib/chromium"]) {
    const found = folder();
    if (!found) continue;
    const driver = { manifest: join(found, "vk_swiftshader_icd.json"), loader: join(found, "libvulkan.so.1") };
    if (existsSync(driver.manifest)) yield driver;
  }
}
function unpackFromPackage() {
  const archive = archiveInPackage();
  if (!archive) return void 0;
  const cache = process.env.TEXTCAM_HOME || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "textcam");
  const folder = join(cache, `swiftshader-${archive.version}`);
  if (existsSync(folder)) return folder;
  const aside = `${folder}.${process.pid}`;
  try {
    mkdirSync(aside, { recursive: true });
    execFileSync("tar", ["-xf", "-", "-C", aside], { input: brotliDecompressSync(readFileSync(archive.path)) });
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(folder)) {
      const why = error instanceof Error ? error.message : String(error);
      throw new DeviceError(
        `webgpu: SwiftShader cannot be unpacked into ${folder} (${why}); set TEXTCAM_HOME to a folder`
      );
    }
  }
  return folder;
}
function archiveInPackage() {
  const { resolve } = createRequire(import.meta.url);
  let folder;
  try {
    folder = dirname(resolve("@sparticuz/chromium"));
  } catch {
    return void 0;
  }
  while (!existsSync(join(folder, "bin", "swiftshader.tar.br"))) {
    if (folder === dirname(folder)) return void 0;
    folder = dirname(folder);
  }
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { path: join(folder, "bin", "swiftshader.tar.br"), version };
}

// src/node/driver.ts
var real;
var software;
async function findRealGpu() {
  real ??= hasLoader() ? loadWebGpu().then(withAdapter).catch(() => void 0) : Promise.resolve(void 0);
  return real;
}
async function findGpu() {
  await loadWebGpu();
  const found = await findRealGpu() ?? await findSoftwareGpu();
  if (found) return found;
  throw new DeviceError(
    "webgpu: no driver answers; a GPU needs its Vulkan driver and libvulkan1; for software, npm install @sparticuz/chromium@147; or open 'cpu'"
  );
}
async function findSoftwareGpu() {
  software ??= trySoftwareDrivers();
  return software;
}
async function trySoftwareDrivers() {
  if (process.platform !== "linux") return void 0;
  for (const { loader, manifest } of softwareDrivers()) {
    if (!hasLoader() && !load(loader)) continue;
    const named = process.env.VK_DRIVER_FILES || process.env.VK_ICD_FILENAMES || manifest;
    process.env.VK_DRIVER_FILES = named;
    process.env.VK_ICD_FILENAMES = named;
    const gpu = await withAdapter(await loadWebGpu());
    if (gpu) return gpu;
  }
  return void 0;
}
async function loadWebGpu() {
  try {
    return await import("webgpu");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DeviceError(`webgpu: the npm package webgpu did not load (${why}); npm install webgpu; or open 'cpu'`);
  }
}
async function withAdapter({ create }) {
  const gpu = create([]);
  return await gpu.requestAdapter() ? gpu : void 0;
}
function hasLoader() {
  return process.platform !== "linux" || load("libvulkan.so.1");
}
function load(file) {
  const neverUnload = 4096;
  try {
    process.dlopen({ exports: {} }, file, constants.dlopen.RTLD_NOW | neverUnload);
    return true;
  } catch (error) {
    return error instanceof Error && error.message.includes("did not self-register");
  }
}

// src/node/index.ts
async function openDevice2(choice = "auto", { gpu } = {}) {
  if (gpu || choice === "cpu") return openDevice(choice, { gpu });
  const device2 = await openDevice(choice, { gpu: choice === "auto" ? await findRealGpu() : await findGpu() });
  if (device2.name === "webgpu") closeAtExit(device2);
  return device2;
}
var opened;
function closeAtExit(device2) {
  if (!opened) {
    const devices = /* @__PURE__ */ new Set();
    process.once("exit", () => {
      for (const reference of devices) reference.deref()?.close();
    });
    opened = devices;
  }
  opened.add(new WeakRef(device2));
}

// exp/b.ts
var m = process.argv[2];
var device = await openDevice2("webgpu");
var x = Tensor.from(device, [1, -2, 3]);
if (m.includes("listen")) process.once("exit", () => device.close());
if (m.includes("hard")) process.once("exit", () => process.reallyExit(3));
if (m.includes("big")) {
  const b = Tensor.from(device, new Float32Array(1e6));
  relu(b).read().catch((e) => {
  });
}
relu(x).read().catch((e) => {
});
if (m.includes("throw")) throw new Error("x");
process.exit(3);
