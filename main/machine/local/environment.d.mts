import type { Layout } from './layout.mjs'

/** Shell exports with which a terminal uses the same engine. */
export declare function environment(where: { root: string; home: string }): Promise<string>
export declare function variables(places: Layout, bundle: string): Readonly<Record<string, string>>
export declare function shellExports(values: Readonly<Record<string, string>>): string
