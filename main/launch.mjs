// What `npm start` runs.
import { begin } from './launch/begin.mjs'

begin(() => import('./launch/main.mjs').then(({ main }) => main(process.argv.slice(2))))
