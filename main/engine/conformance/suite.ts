import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import { defineImages } from './images.ts'
import { createKit, type EngineUnderTest, type Kit } from './kit.ts'
import { defineLife } from './life.ts'
import { defineLogs } from './logs.ts'
import { defineNamespaces } from './namespaces.ts'
import { defineOutage } from './outage.ts'
import { defineRun } from './run.ts'
import { defineShells } from './shells.ts'
import { defineStats } from './stats.ts'
import { defineVerbs } from './verbs.ts'

/**
 * What an engine is, as sentences. Every adapter passes all of them; `whyNot` says why one cannot
 * run here.
 */
export function defineEngineConformance(
  name: string,
  makeEngine: () => Promise<EngineUnderTest>,
  whyNot?: string,
): void {
  describe.skipIf(whyNot !== undefined)(
    whyNot === undefined ? name : `${name} (skipped: ${whyNot})`,
    () => {
      let underTest: EngineUnderTest | undefined
      let kit: Kit | undefined
      const get = () => {
        if (kit === undefined) throw new Error('The engine did not start.')
        return kit
      }
      beforeAll(async () => {
        underTest = await makeEngine()
        kit = createKit(underTest)
      })
      afterEach(() => kit?.removeAll())
      afterAll(() => underTest?.stop())

      describe('the life of a container', () => defineLife(get))
      describe('what can be done to a container', () => defineVerbs(get))
      describe('running a container', () => defineRun(get))
      describe('namespaces', () => defineNamespaces(get))
      describe('images', () => defineImages(get))
      describe('logs', () => defineLogs(get))
      describe('shells', () => defineShells(get))
      describe('stats', () => defineStats(get))
      describe('an outage', () => defineOutage(get))
    },
  )
}
