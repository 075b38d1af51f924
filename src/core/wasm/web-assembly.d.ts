/** The part of WebAssembly used here: the DOM library that declares it is not for a server. */
declare namespace WebAssembly {
  /** Compiled code; can be sent to other threads. */
  type Module = object;
  interface Memory {
    readonly buffer: SharedArrayBuffer;
    grow(pages: number): number;
  }
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  const Module: new (code: Uint8Array<ArrayBuffer>) => Module;
  const Memory: new (size: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => Memory;
  const Instance: new (module: Module, imports: { readonly m: { readonly m: Memory } }) => Instance;
}
