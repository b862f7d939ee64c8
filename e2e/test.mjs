// What `npm test` runs.
import { begin } from '../main/launch/begin.mjs'

begin(() => import('./support/setup/main.mjs').then(({ main }) => main(process.argv.slice(2))))
