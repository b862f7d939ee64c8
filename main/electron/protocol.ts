import { protocol } from 'electron'
import { readPageFile } from '../base/page-file.ts'
import { contentSecurityPolicy, pageHeaders } from '../base/policy.ts'

/** Before the app is ready: makes `app:` a secure origin with its own storage. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** Serves the built page, and only it, as `app://bundle/`. */
export function servePage(root: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'bundle' || request.method !== 'GET')
      return new Response(null, { status: 400 })
    const file = await readPageFile(root, url.pathname)
    if (file === undefined) return new Response(null, { status: 404 })
    const headers = pageHeaders(file.contentType, contentSecurityPolicy())
    return new Response(file.bytes.slice(), { headers })
  })
}
