export declare function legacyElectron(
  report?: (line: string) => void,
): Promise<{ readonly path: string; readonly version: string } | { readonly missing: string }>
