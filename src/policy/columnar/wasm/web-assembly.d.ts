/** The part of WebAssembly used here: the DOM library that declares it is not for a server. */
declare namespace WebAssembly {
  class Module {
    constructor(code: Uint8Array<ArrayBuffer>);
  }
  class Memory {
    constructor(size: { readonly initial: number });
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    constructor(module: Module, imports: { readonly m: { readonly m: Memory } });
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
