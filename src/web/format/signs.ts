/** The sign beside a traffic light, so that nothing rests on colour alone. */
export const lightSigns = { good: '●', fair: '▲', poor: '■', unknown: '○' } as const;

/** A light of the quality page. */
export type LightName = keyof typeof lightSigns;
