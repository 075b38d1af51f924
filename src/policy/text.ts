/** A text in both languages of the house. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Which of the two a reader wants. */
export type Language = keyof Text;

/** Makes a text. */
export function text(zh: string, en: string): Text {
  return { zh, en };
}
