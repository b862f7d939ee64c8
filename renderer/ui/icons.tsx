import { cx } from '../lib/cx.ts'
import css from './icons.module.css'

const shapes = {
  home: <path d="M2 7.5 8 3l6 4.5V13H2z" />,
  box: <path d="M2.5 5 8 2l5.5 3v6L8 14l-5.5-3zM2.5 5 8 8l5.5-3M8 8v6" />,
  layers: <path d="m8 2 6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3" />,
  machine: (
    <>
      <rect x="2" y="3" width="12" height="8" rx="1.2" />
      <path d="M6 14h4" />
    </>
  ),
  settings: (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4M10.8 10.8l1.4 1.4M3.8 12.2l1.4-1.4M10.8 5.2l1.4-1.4" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3 3" />
    </>
  ),
  tasks: <path d="M3 8a5 5 0 1 0 5-5M8 1v4" />,
  filter: <path d="M2 3h12L9.5 8.5V13l-3-1.5v-3z" />,
  play: <path d="M5 3.5v9l7-4.5z" />,
  stop: <rect x="4" y="4" width="8" height="8" rx="1" />,
  pause: <path d="M5.5 4v8M10.5 4v8" />,
  restart: <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3" />,
  kill: <path d="m4.5 4.5 7 7M11.5 4.5l-7 7" />,
  terminal: <path d="m3 5 3 3-3 3M8 11h5" />,
  logs: <path d="M3 4h10M3 7h7M3 10h10M3 13h5" />,
  chart: <path d="M2.5 13.5h11M3 10l3-3 2.5 2L13 4" />,
  trash: <path d="M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 9h6l.5-9M7 7v4M9 7v4" />,
  edit: <path d="m3 13 .7-3L10.500 3.200l2.300 2.300L6 12.300z" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.2" />
      <path d="M10.500 5.500V3.700c0-.7-.5-1.200-1.200-1.200H3.700c-.7 0-1.200.5-1.200 1.200v5.600c0 .7.5 1.200 1.200 1.200h1.800" />
    </>
  ),
  check: <path d="m3 8.500 3.200 3.200L13 5" />,
  minus: <path d="M3.500 8h9" />,
  plus: <path d="M8 3v10M3 8h10" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  more: (
    <>
      <circle cx="3.5" cy="8" r=".6" />
      <circle cx="8" cy="8" r=".6" />
      <circle cx="12.5" cy="8" r=".6" />
    </>
  ),
  down: <path d="m4 6 4 4 4-4" />,
  up: <path d="m4 10 4-4 4 4" />,
  right: <path d="m6 4 4 4-4 4" />,
  left: <path d="m10 4-4 4 4 4" />,
  columns: <path d="M2.500 3h11v10h-11zM6.200 3v10M9.800 3v10" />,
  expand: <path d="M9.500 2.500h4v4M13.500 2.500l-5 5M6.500 13.500h-4v-4M2.500 13.500l5-5" />,
  collapse: <path d="M13.500 6.500h-4v-4M9.500 6.500l4-4M2.500 9.500h4v4M6.500 9.500l-4 4" />,
  external: <path d="M9 3h4v4M13 3 7.500 8.500M7 3.500H3.500v9h9V9" />,
  warning: <path d="M8 2.500 14 13H2zM8 6.500v3M8 11.300v.2" />,
  problem: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5v3.500M8 10.800v.2" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 7.500V11M8 5v.2" />
    </>
  ),
  folder: <path d="M2 4.500h4.500l1.200 1.500H14v7H2z" />,
  download: <path d="M8 2.500v7M5 7l3 3 3-3M3 13h10" />,
  upload: <path d="M8 10V3M5 5.500l3-3 3 3M3 13h10" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5v3.200l2 1.300" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.500v1.600M8 12.900v1.600M1.500 8h1.600M12.900 8h1.600M3.400 3.400l1.100 1.100M11.500 11.500l1.100 1.100M3.400 12.600l1.100-1.100M11.500 4.500l1.100-1.100" />
    </>
  ),
  moon: <path d="M13 9.500A5.500 5.500 0 0 1 6.500 3 5.500 5.500 0 1 0 13 9.500z" />,
  namespace: <path d="M5.500 2.500h-2v11h2M10.500 2.500h2v11h-2" />,
  pin: <path d="M8 9.500V14M4.500 9.500h7L10 7V2.500H6V7z" />,
  wrap: (
    <path d="M2.500 4h11M2.500 8H12a2 2 0 0 1 0 4H8.500M10 10.500 8.500 12l1.500 1.500M2.500 12h3" />
  ),
  disk: (
    <>
      <ellipse cx="8" cy="4" rx="5" ry="2" />
      <path d="M3 4v8c0 1.100 2.200 2 5 2s5-.9 5-2V4" />
    </>
  ),
  network: (
    <>
      <circle cx="8" cy="3.5" r="1.8" />
      <circle cx="3.5" cy="12" r="1.8" />
      <circle cx="12.5" cy="12" r="1.8" />
      <path d="M7 5.200 4.400 10.400M9 5.200l2.600 5.200M5.300 12h5.400" />
    </>
  ),
  braces: (
    <path d="M6 2.500c-2 0-2 1-2 2.500S4 7.500 2.500 8C4 8.500 4 9.500 4 11s0 2.500 2 2.500M10 2.500c2 0 2 1 2 2.500s0 2.500 1.500 3C12 8.500 12 9.500 12 11s0 2.500-2 2.500" />
  ),
}

export type IconName = keyof typeof shapes

/** A drawing beside words: hidden from assistive technology. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg className={cx(css['icon'], className)} viewBox="0 0 16 16" aria-hidden="true">
      {shapes[name]}
    </svg>
  )
}
