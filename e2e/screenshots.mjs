// What `npm run screenshots` runs.
import { begin } from '../main/launch/begin.mjs'

begin(async () => {
  const { runScript } = await import('./support/script.mjs')
  await runScript('e2e/screenshots/main.ts', process.argv.slice(2), { needsElectron: false })
})
