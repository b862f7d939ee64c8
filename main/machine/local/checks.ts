import type { ErrorData } from '../../../preload/contract/errors.ts'
import type { Facts, Trial } from './facts.ts'

export type Verdict = {
  /** Each of them keeps the engine from working; the first is the one to mend first. */
  readonly problems: readonly ErrorData[]
  /** What works less well, in sentences. */
  readonly warnings: readonly string[]
}

const megabyte = 1_000_000
const leastBytes = 200 * megabyte
const fewBytes = 2000 * megabyte
const fewFiles = 4096

export function judge(facts: Facts): Verdict {
  const problems = [
    judgeSystem(facts),
    judgeHome(facts),
    judgeBundle(facts),
    judgeKernel(facts),
    judgeOverlay(facts),
    judgeIptables(facts),
    judgeLinks(facts),
    judgeForwarding(facts),
  ]
  return { problems: problems.flatMap((problem) => problem ?? []), warnings: warn(facts) }
}

/** All problems as one error: the first in full, the others as its detail. */
export function asError(problems: readonly ErrorData[]): ErrorData | undefined {
  const [first, ...others] = problems
  if (first === undefined || others.length === 0) return first
  const also = others.map(({ message, hint }) =>
    hint === undefined ? message : `${message} ${hint}`,
  )
  return { ...first, detail: [first.detail, ...also].filter(Boolean).join('\n') }
}

export const withoutRoot: ErrorData = {
  code: 'denied',
  reason: 'not-root',
  message: 'Goldfinch runs its engine as root on Linux for now, and this is an ordinary user.',
  hint: 'Start Goldfinch as root (sudo -E npm start). Running without root comes with the next version.',
}

function judgeSystem(facts: Facts): ErrorData | undefined {
  if (facts.platform !== 'linux')
    return {
      code: 'unsupported',
      message: 'Containers run directly on this computer only where it runs Linux.',
      hint: 'The virtual machine for other systems comes with the next version.',
    }
  return facts.isRoot ? undefined : withoutRoot
}

function judgeHome({ home, homeError, freeBytes }: Facts): ErrorData | undefined {
  const elsewhere = 'choose another home with GOLDFINCH_HOME.'
  if (homeError !== undefined && !/ENOSPC|EDQUOT/.test(homeError))
    return {
      code: 'denied',
      reason: 'home-not-writable',
      message: `${home} cannot be written to.`,
      hint: `Make it writable, or ${elsewhere}`,
      detail: homeError,
    }
  if (homeError !== undefined || (freeBytes !== undefined && freeBytes < leastBytes))
    return {
      code: 'exhausted',
      reason: 'disk-full',
      message: `The disk of ${home} is full: ${format(freeBytes ?? 0)} are free, at least ${format(leastBytes)} are needed.`,
      hint: `Make room on it, or ${elsewhere}`,
      ...(homeError === undefined ? {} : { detail: homeError }),
    }
  if (/[,:\\"\n]/.test(home))
    return {
      code: 'unsupported',
      message: `The engine cannot use ${home}: overlayfs and its tools misread commas, colons, quotes and backslashes in a path.`,
      hint: `To go on, ${elsewhere}`,
    }
  return undefined
}

function judgeBundle({ bundle }: Facts): ErrorData | undefined {
  if (bundle.faults.length === 0) return undefined
  return {
    code: 'unavailable',
    reason: 'bundle-incomplete',
    message: `The programs of the engine are not all there: ${bundle.faults[0] ?? ''}.`,
    hint: 'Build them again: npm run bundle.',
    detail: bundle.faults.join('\n'),
  }
}

function judgeKernel({ missingNamespaces, cgroup }: Facts): ErrorData | undefined {
  if (missingNamespaces.length > 0)
    return {
      code: 'unsupported',
      reason: 'kernel-feature',
      message: `The kernel has no ${missingNamespaces.join(', ')} namespaces, which keep containers apart.`,
      hint: 'Use a kernel that is built with namespaces, as all distributions do.',
    }
  if (cgroup === 'none')
    return {
      code: 'unsupported',
      reason: 'kernel-feature',
      message: 'Control groups are not mounted, and containers cannot run without them.',
      hint: 'Mount them: mount -t cgroup2 none /sys/fs/cgroup',
    }
  return undefined
}

function judgeOverlay({ overlay, home }: Facts): ErrorData | undefined {
  if (overlay.kind === 'works') return undefined
  if (overlay.kind === 'missing') return missingTool('mount', 'util-linux')
  const isUnknown = /unknown filesystem type|no such device/i.test(overlay.detail)
  if (/permission denied|not permitted|must be superuser/i.test(overlay.detail))
    return {
      code: 'denied',
      reason: 'no-mount',
      message: 'Nothing may be mounted here, and containers need mounts.',
      hint: 'Inside a container, Goldfinch needs one that is privileged.',
      detail: overlay.detail,
    }
  return {
    code: 'unsupported',
    reason: isUnknown ? 'kernel-feature' : 'file-system',
    message: isUnknown
      ? 'The kernel has no overlayfs, in which images are kept.'
      : `The file system of ${home} cannot carry overlayfs, in which images are kept.`,
    hint: isUnknown
      ? 'Load it: modprobe overlay'
      : 'Choose a home on ext4, xfs or btrfs with GOLDFINCH_HOME: not on NFS, and not inside a container’s own overlay.',
    detail: overlay.detail,
  }
}

function judgeIptables({ iptables, distribution }: Facts): ErrorData | undefined {
  if (iptables.kind === 'works') return undefined
  if (iptables.kind === 'missing')
    return {
      code: 'unavailable',
      reason: 'iptables-missing',
      message: 'The program iptables is not installed: networks and published ports need it.',
      hint: `Install it: ${installCommand(distribution, 'iptables')}`,
    }
  return {
    code: 'unsupported',
    reason: 'iptables-broken',
    message: 'iptables does not work here, and networks and published ports need it.',
    hint: 'Load the kernel’s modules: modprobe -a ip_tables iptable_nat nf_nat xt_MASQUERADE xt_addrtype xt_comment xt_conntrack xt_mark xt_multiport; after a kernel update, reboot.',
    detail: iptables.detail,
  }
}

function judgeLinks({ links }: Facts): ErrorData | undefined {
  if (links.kind !== 'fails') return undefined
  return {
    code: 'unsupported',
    reason: 'kernel-feature',
    message:
      'The kernel makes no bridge or no pair of virtual interfaces, which networks of containers need.',
    hint: 'Load its modules: modprobe -a bridge veth; after a kernel update, reboot.',
    detail: links.detail,
  }
}

function judgeForwarding({ forwarding }: Facts): ErrorData | undefined {
  if (forwarding !== 'cannot-turn-on') return undefined
  return {
    code: 'denied',
    reason: 'sysctl',
    message:
      'This computer does not forward packets, so containers would reach nothing, and it cannot be turned on from here.',
    hint: 'Turn it on: sysctl -w net.ipv4.ip_forward=1',
  }
}

function warn({ freeBytes, missingControllers, openFilesLimit, links, distribution }: Facts) {
  const isLow = freeBytes !== undefined && freeBytes >= leastBytes && freeBytes < fewBytes
  return [
    ...(isLow ? [`Only ${format(freeBytes)} are free on the disk of the home.`] : []),
    ...(missingControllers.length > 0
      ? [
          `The kernel’s control groups lack ${missingControllers.join(', ')}: such limits have no effect.`,
        ]
      : []),
    ...(openFilesLimit !== undefined && openFilesLimit < fewFiles
      ? [`Only ${openFilesLimit} files may be open at once: many containers need more.`]
      : []),
    ...(isMissing(links)
      ? [
          `The program ip is not installed: bridges stay after a stop. ${installCommand(distribution, 'iproute2')}`,
        ]
      : []),
  ]
}

const isMissing = (trial: Trial) => trial.kind === 'missing'

const missingTool = (program: string, from: string): ErrorData => ({
  code: 'unavailable',
  reason: 'tool-missing',
  message: `The program ${program} is not installed.`,
  hint: `It belongs to the package ${from}.`,
})

const packages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  iptables: { dnf: 'iptables-nft', pacman: 'iptables-nft' },
  iproute2: { dnf: 'iproute' },
}

const installers = [
  { of: ['debian', 'ubuntu'], key: 'apt', command: 'apt-get install' },
  { of: ['fedora', 'rhel', 'centos'], key: 'dnf', command: 'dnf install' },
  { of: ['arch'], key: 'pacman', command: 'pacman -S' },
  { of: ['alpine'], key: 'apk', command: 'apk add' },
  { of: ['suse', 'opensuse'], key: 'zypper', command: 'zypper install' },
] as const

/** The command as this distribution says it. */
export function installCommand(distribution: readonly string[], program: string): string {
  const found = installers.find(({ of }) => of.some((one) => distribution.includes(one)))
  if (found === undefined) return `the package is called ${program}`
  return `${found.command} ${packages[program]?.[found.key] ?? program}`
}

const format = (bytes: number): string =>
  bytes >= 1000 * megabyte
    ? `${(bytes / megabyte / 1000).toFixed(1)} GB`
    : `${Math.floor(bytes / megabyte)} MB`
