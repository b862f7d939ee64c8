import { setTimeout as sleep } from 'node:timers/promises'
import { ContainerId } from '../../../preload/contract/containers.ts'
import { busyboxImage } from '../../support/image.ts'
import { openPage, type Ground } from '../ground.ts'
import { detailsPath, typedKeys } from '../page.ts'
import type { Product } from '../product.ts'
import type { Measure } from '../measure.ts'
import { percentile } from '../numbers.ts'
import { createReader, startLocalShell, startNerdctlShell, type Shell } from '../shells.ts'

const keys = 300
/** As fast as a held key repeats. */
const betweenKeysMs = 30
const frameMs = 1000 / 60
const bulkBytes = 20_000_000

/** Keys and output through the contract, as the page has it, beside a terminal without us. */
export const terminal: Measure = {
  name: 'terminal',
  run: async (ground) => {
    const product = await ground.product()
    const id = (await product.tools.nerdctl(...container)).trim()
    const ours = await measure(await openShell(product, id))
    const nerdctl = await measure(startNerdctlShell(product.tools, id))
    const raw = await measure(startLocalShell())
    const painted = await typeInPage(ground, product, id)
    await product.tools.nerdctl('rm', '-f', id)
    const echo = (name: string, share: number) => ({
      name,
      unit: 'ms',
      ours: percentile(ours.echoes, share),
      peer: { value: percentile(nerdctl.echoes, share), what: 'nerdctl exec -it in a pty' },
      limit: { value: percentile(raw.echoes, share), what: 'a raw pty, the same shell' },
    })
    const drawn = (name: string, share: number) => ({
      name,
      unit: 'ms',
      ours: percentile(painted, share),
      limit: { value: 2 * frameMs, what: 'the two frames that drawing is counted by' },
    })
    return [
      echo('terminal key echo, p50', 0.5),
      echo('terminal key echo, p99', 0.99),
      drawn('terminal key to painted letter, p50', 0.5),
      drawn('terminal key to painted letter, p99', 0.99),
      {
        name: 'terminal output of 20 MB',
        unit: 'MB/s',
        ours: ours.megabytesPerSecond,
        peer: { value: nerdctl.megabytesPerSecond, what: 'nerdctl exec -it in a pty' },
        limit: { value: raw.megabytesPerSecond, what: 'a raw pty, the same command' },
      },
    ]
  },
}

const container = ['run', '-d', '--name', 'bench-shell', busyboxImage, 'sleep', '1000000']

async function measure(shell: Shell) {
  try {
    // Split in the source, so that the echo of the command is not taken for its output.
    shell.write("echo REA''DY\n")
    await shell.until('READY')
    const echoes = await typeKeys(shell)
    return { echoes, megabytesPerSecond: await readBulk(shell) }
  } finally {
    await shell.close()
  }
}

/** One key after the other, the next not before the last has been answered. */
async function typeKeys(shell: Shell): Promise<readonly number[]> {
  const echoes: number[] = []
  for (let key = 0; key < keys; key += 1) {
    await sleep(betweenKeysMs)
    const pressedAt = performance.now()
    shell.write('q')
    await shell.until('q')
    echoes.push(performance.now() - pressedAt)
    // Back to an empty line before it wraps.
    if (key % 40 === 39) {
      shell.write("\x15echo NEX''T\n")
      await shell.until('NEXT')
    }
  }
  return echoes
}

async function readBulk(shell: Shell): Promise<number> {
  shell.write(`\x15yes 0123456789abcdefghijklmnopqrstuvwxyz | head -c ${bulkBytes}; echo DO''NE\n`)
  const startedAt = performance.now()
  const characters = await shell.until('DONE')
  const seconds = (performance.now() - startedAt) / 1000
  if (characters < bulkBytes) throw new Error(`Only ${characters} of ${bulkBytes} came.`)
  return characters / 1e6 / seconds
}

async function typeInPage(
  ground: Ground,
  product: Product,
  id: string,
): Promise<readonly number[]> {
  const { terminals } = product.client()
  const size = { columns: 120, rows: 40 }
  const opened = await terminals.open({ ...product.scope, id: ContainerId.parse(id), ...size })
  const chromium = await ground.chromium()
  const page = await openPage(chromium, product.served(), detailsPath(id, 'terminal'))
  try {
    return await typedKeys(page, keys / 2, betweenKeysMs)
  } finally {
    await page.context().close()
    await terminals.close({ terminal: opened.id })
  }
}

async function openShell(product: Product, id: string): Promise<Shell> {
  const { terminals } = product.client()
  const size = { columns: 120, rows: 40 }
  const opened = await terminals.open({ ...product.scope, id: ContainerId.parse(id), ...size })
  const stream = terminals.attach({ terminal: opened.id })
  const reader = createReader()
  const reading = (async () => {
    for await (const text of stream) reader.read(text)
  })()
  return {
    // A key that cannot be sent makes the wait for its echo fail by the stream's own error.
    write: (text) => void stream.send({ type: 'text', text }).catch(() => undefined),
    until: (text) =>
      Promise.race([
        reader.until(text),
        reading.then(() => Promise.reject(new Error('The terminal ended.'))),
      ]),
    close: async () => {
      await terminals.close({ terminal: opened.id })
      await reading
    },
  }
}
