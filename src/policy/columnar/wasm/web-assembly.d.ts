/** The part of WebAssembly used here: the DOM library that declares it is not for a server. */
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  const Module: new (code: Uint8Array<ArrayBuffer>) => object;
  const Memory: new (size: { readonly initial: number }) => Memory;
  const Instance: new (module: object, imports: { readonly m: { readonly m: Memory } }) => Instance;
}
