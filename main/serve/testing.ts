import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, type PageServer } from './server.ts'

export type Tested = PageServer & {
  readonly token: string
  readonly own: Readonly<Record<string, string>>
  readonly connections: () => number
  get(path: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<Answer>
}

type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** A server of a page of three files, beside a file that is none of its business. For tests. */
export async function startTested(): Promise<Tested> {
  const folder = await mkdtemp(join(tmpdir(), 'goldfinch-serve-'))
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(folder, 'secret.js'), 'secret')
  const root = await mkdtemp(join(folder, 'page-'))
  await writeFile(join(root, 'index.html'), '<title>Goldfinch</title>')
  await writeFile(join(root, 'main.js'), 'go()')
  let connections = 0
  const token = 'a-token-of-some-length'
  const onConnection = () => {
    connections += 1
  }
  const server = await startServer({ root, port: 0, token, onConnection })
  const host = `127.0.0.1:${server.port}`
  return {
    ...server,
    token,
    own: { host, cookie: `goldfinch-${server.port}=${token}`, origin: `http://${host}` },
    connections: () => connections,
    get: (path, headers = {}, method = 'GET') => get(server.port, { path, headers, method }),
    dispose: async () => {
      await server.dispose()
      await rm(folder, { recursive: true })
    },
  }
}

type Asked = {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly method: string
}

/** Not fetch: that one mends paths and forbids headers. */
function get(port: number, { path, headers, method }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      )
    })
    asked.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve({ status: 101, headers: {}, body: '' })
    })
    asked.on('error', reject)
    asked.end()
  })
}
