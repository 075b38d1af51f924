/** A value known before any household is looked at, or a place in the blocks. */
export type Slot = { readonly scalar: number } | { readonly vector: number };
