/**
 * A page elsewhere can make a name of its own point at 127.0.0.1 (DNS rebinding); the Host header
 * then carries that name. Only the two names that always mean this computer are answered.
 */
export const isOwnHost = (host: string | undefined, port: number): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`
