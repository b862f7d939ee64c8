import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { busyboxImage } from '../../support/image.ts'
import type { Ground } from '../ground.ts'
import { openPage } from '../ground.ts'
import type { Measure } from '../measure.ts'
import { detailsPath, logLinePainted, savedLog } from '../page.ts'
import type { Product } from '../product.ts'

const execute = promisify(execFile)

// With their records they stay below 100 MiB, where nerdctl logs loses its place (rotation).
const lines = 400_000
const lineBytes = 150
const aimedPerSecond = 50_000

/** As many lines as a container can print, on their way to who looks. */
export const logs: Measure = {
  name: 'logs',
  run: async (ground) => {
    const product = await ground.product()
    const { settings } = product.client()
    await settings.update({ logLinesKept: 1_000_000 })
    const ours = await follow(product, 'page', (printer) => followInPage(ground, product, printer))
    const nerdctl = await follow(product, 'nerdctl', (printer) =>
      followWithNerdctl(product, printer),
    )
    const nobody = await follow(product, 'nobody', () =>
      Promise.resolve({ all: Promise.resolve(0) }),
    )
    if (ours.missing > 0) ground.tell(`  ${ours.missing} lines did not arrive`)
    return [
      {
        name: 'log lines to the page',
        unit: 'lines/s',
        ours: ours.perSecond,
        peer: { value: nerdctl.perSecond, what: 'nerdctl logs -f, its bytes counted' },
        limit: { value: nobody.perSecond, what: 'written with nobody looking' },
        aim: { atLeast: aimedPerSecond },
        note: `${lines} lines of ${lineBytes} bytes, from the first one's time until the last one is on screen`,
      },
      {
        name: 'log lines lost',
        unit: 'lines',
        ours: ours.missing,
        aim: { atMost: 0 },
        note: 'counted in the file that the page saves',
      },
    ]
  },
}

/** A container that prints numbered lines when it is told to. */
type Printer = { readonly id: string; readonly name: string; readonly lastLine: string }

/** Watching has begun; `all`: when the last line had come. Absent: not watched. */
type Watching = {
  readonly all: Promise<number>
  readonly missing?: () => Promise<number>
  readonly end?: () => Promise<void>
}

async function follow(
  product: Product,
  name: string,
  watch: (printer: Printer) => Promise<Watching>,
): Promise<{ readonly perSecond: number; readonly missing: number }> {
  const folder = join(product.home, 'bench')
  const pipe = join(folder, name)
  await mkdir(folder, { recursive: true })
  await execute('mkfifo', [pipe])
  const program = `BEGIN { pad = sprintf("%${lineBytes - 11}s", ""); gsub(/ /, "x", pad);
    for (i = 1; i <= ${lines}; i++) printf "%09d %s\\n", i, pad }`
  const script = `read go < /bench/${name}; awk '${program}'; sleep 1000000`
  const { tools } = product
  const container = `bench-log-${name}`
  const argv = ['--name', container, '--network', 'none', '-v', `${folder}:/bench`, busyboxImage]
  const id = (await tools.nerdctl('run', '-d', ...argv, 'sh', '-c', script)).trim()
  const watching = await watch({ id, name: container, lastLine: numbered(lines) })
  await writeFile(pipe, 'go\n')
  const written = await timesWritten(product, id)
  const seenAt = (await watching.all) || written.last
  const missing = (await watching.missing?.()) ?? 0
  await watching.end?.()
  await tools.nerdctl('rm', '-f', id)
  return { perSecond: lines / ((seenAt - written.first) / 1000), missing }
}

const numbered = (line: number): string => String(line).padStart(9, '0')

/** When the engine wrote the first and the last line: each record has its time. */
async function timesWritten({ places, scope }: Product, id: string) {
  const folder = join(places.data.store, 'containers', scope.namespace, id)
  const text = await waitForLast(join(folder, `${id}-json.log`))
  const timeOf = (record: string) => Date.parse(/"time":"([^"]+)"/.exec(record)?.[1] ?? '')
  const records = text.trimEnd()
  return {
    first: timeOf(records.slice(0, records.indexOf('\n'))),
    last: timeOf(records.slice(records.lastIndexOf('\n') + 1)),
  }
}

/** Looks seldom and at the end only, so that looking costs nothing that counts. */
async function waitForLast(path: string): Promise<string> {
  for (;;) {
    await sleep(500)
    const { stdout } = await execute('tail', ['-n', '1', path])
    if (stdout.includes(numbered(lines))) return readFile(path, 'utf8')
  }
}

async function followInPage(ground: Ground, product: Product, printer: Printer): Promise<Watching> {
  const chromium = await ground.chromium()
  const page = await openPage(chromium, product.served(), detailsPath(printer.id, 'logs'))
  const { at } = await logLinePainted(page, printer.lastLine)
  return {
    all: at,
    missing: async () => countMissing(await savedLog(page)),
    end: () => page.context().close(),
  }
}

async function countMissing(saved: Readable): Promise<number> {
  let wanted = 1
  for await (const line of createInterface({ input: saved })) {
    if (line.includes(`${numbered(wanted)} x`)) wanted += 1
  }
  return lines - (wanted - 1)
}

function followWithNerdctl({ tools }: Product, { id }: Printer): Promise<Watching> {
  const child = tools.start('logs', '-f', id)
  const { stdout } = child
  if (stdout === null) throw new Error('nerdctl logs has no output.')
  let bytes = 0
  const all = new Promise<number>((resolve, reject) => {
    stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes >= lines * lineBytes) resolve(Date.now())
    })
    child.once('exit', (code) => reject(new Error(`nerdctl logs ended with ${String(code)}.`)))
  })
  const end = () => Promise.resolve(void child.kill())
  return Promise.resolve({ all, end })
}
