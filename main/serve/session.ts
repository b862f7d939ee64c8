import { isSameSecret } from './secret.ts'

/** Cookies know no ports: the name does, so that two servers on one computer do not fight. */
const cookieName = (port: number): string => `goldfinch-${port}`

/** What the browser keeps after it has shown the token once; no script can read it. */
export const sessionCookie = (token: string, port: number): string =>
  `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/`

/** Whether the Cookie header carries the session of this server. */
export function hasSession(cookies: string | undefined, token: string, port: number): boolean {
  const prefix = `${cookieName(port)}=`
  const own = (cookies ?? '').split('; ').filter((cookie) => cookie.startsWith(prefix))
  return own.some((cookie) => isSameSecret(cookie.slice(prefix.length), token))
}
