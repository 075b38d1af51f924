import packageJson from '../../package.json' with { type: 'json' };

/** The product's version, written into every artifact. */
export const version: string = packageJson.version;
