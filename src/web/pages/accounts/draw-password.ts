/** Letters and digits that nobody takes for one another, on paper or on the telephone: 32 of them. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
const groups = 4;
const groupSize = 5;

/** A password of 20 characters by the browser's own randomness, in groups: 5 bits a character. */
export function drawPassword(): string {
  const letters = [...crypto.getRandomValues(new Uint8Array(groups * groupSize))].map(
    (byte) => alphabet[byte % alphabet.length] ?? '',
  );
  return Array.from({ length: groups }, (_, i) =>
    letters.slice(i * groupSize, (i + 1) * groupSize).join(''),
  ).join('.');
}
