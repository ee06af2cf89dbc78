// Watches the wasm memory from outside: the package does not show it, so WebAssembly.Instance is wrapped before it is loaded.
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    memories.push(...Object.values(this.exports).filter((value) => value instanceof WebAssembly.Memory));
  }
};

/** Bytes of all instances. */
export const size = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
export const instances = () => memories.length;
