import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { AppError } from '../../../preload/contract/errors.ts'
import { Image, type LoadStep } from '../../../preload/contract/images.ts'
import { busyboxArchive, imageArchive } from './image.ts'
import { failure, image, type Kit, never } from './kit.ts'
import { tarOf } from './tar.ts'

export function defineImages(kit: () => Kit): void {
  const load = async (archive: AsyncIterable<Uint8Array>, signal = never) => {
    const steps: LoadStep[] = []
    for await (const step of kit().engine.images.load(kit().namespace, archive, signal))
      steps.push(step)
    return steps
  }
  const images = async () => {
    for await (const item of kit().engine.images.follow(kit().namespace, never))
      if (item.type === 'snapshot') return item.rows
    return []
  }

  it('tells what an image offers', async () => {
    const found = (await images()).find(({ name }) => name === image)
    expect(Image.parse(found)).toEqual(found)
    expect(found).toMatchObject({ name: image, command: ['sh'], entrypoint: [], volumes: [] })
    expect(found?.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(found?.sizeBytes).toBeGreaterThan(1_000_000)
  })

  it('loads an archive, and says how far it is', async () => {
    const name = 'docker.io/library/tiny:1'
    const layer = tarOf([{ path: 'hello', mode: 0o644, content: Buffer.alloc(200_000, 'x') }])
    const archive = imageArchive(name, layer, { Cmd: ['/hello'] })
    const steps = await load(pieces(archive, 65_536))
    const progress = steps.flatMap((step) => (step.type === 'progress' ? [step.bytes] : []))
    expect(progress.at(-1)).toBe(archive.length)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(steps.at(-1)).toEqual({ type: 'loaded', images: [name] })
    expect((await images()).map((one) => one.name)).toContain(name)
  })

  it('loads the same archive twice', async () => {
    const steps = await load(createReadStream(await busyboxArchive()))
    expect(steps.at(-1)).toEqual({ type: 'loaded', images: [image] })
  })

  it.each([
    ['nothing', () => Promise.resolve(Buffer.alloc(0))],
    ['what is no archive', () => Promise.resolve(Buffer.alloc(100_000, 'no archive '))],
    ['an archive without images', () => Promise.resolve(tarOf([{ path: 'a', mode: 0o644 }]))],
  ])('refuses %s', async (_, make) => {
    const before = await images()
    expect(await failure(load(pieces(await make(), 65_536)))).toMatchObject({
      code: 'invalid-input',
      reason: 'bad-archive',
    })
    expect(await images()).toEqual(before)
  })

  it('leaves nothing of an archive that breaks off', async () => {
    const before = await images()
    const whole = await readFile(await busyboxArchive())
    const broken = async function* () {
      yield* pieces(whole.subarray(0, 500_000), 65_536)
      await Promise.resolve()
      throw new AppError({ code: 'unavailable', message: 'The page went away.' })
    }
    expect(await failure(load(broken()))).toMatchObject({ message: 'The page went away.' })
    expect(await images()).toEqual(before)
  })
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array, void> {
  for (let offset = 0; offset < bytes.length; offset += length) {
    await Promise.resolve()
    yield bytes.subarray(offset, offset + length)
  }
}
