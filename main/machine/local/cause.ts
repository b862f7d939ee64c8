import type { ErrorData } from '../../../preload/contract/errors.ts'

type Cause = Pick<ErrorData, 'code' | 'message'> & {
  readonly hint?: string
  readonly pattern: RegExp
}

/** What a daemon's log says of its end, and what to do about it; the first that matches counts. */
const causes: readonly Cause[] = [
  {
    pattern: /no space left on device|ENOSPC|disk quota exceeded/i,
    code: 'exhausted',
    message: 'the disk is full',
    hint: 'Make room on the disk that holds the home, then start again.',
  },
  {
    pattern: /too many open files/i,
    code: 'exhausted',
    message: 'it may not open more files',
    hint: 'Raise the limit of open files (ulimit -n), then start again.',
  },
  {
    pattern: /cannot allocate memory|out of memory/i,
    code: 'exhausted',
    message: 'there is not enough memory',
    hint: 'End other programs, then start again.',
  },
  {
    pattern: /address already in use/i,
    code: 'conflict',
    message: 'its socket is used by another program',
    hint: 'End the other program, or choose another home with GOLDFINCH_HOME.',
  },
  {
    pattern:
      /timeout.*(bolt|meta\.db|history\.db)|(meta\.db|history\.db|cache\.db).*timeout|(could not|cannot|failed to) lock|waiting for response from boltdb|database is locked/i,
    code: 'conflict',
    message: 'its data are used by another process',
    hint: 'Another containerd or buildkitd uses the same home. End it, then start again.',
  },
  {
    pattern:
      /invalid database|database.*(corrupt|checksum)|checksum error|unexpected fault address|invalid freelist|page \d+ already freed/i,
    code: 'failed',
    message: 'its database is damaged',
    hint: 'Restore engine/data of the home from a backup; as a last resort move it away: images and containers are then gone.',
  },
  {
    pattern: /read-only file system/i,
    code: 'denied',
    message: 'the home is on a file system that is read-only',
    hint: 'Mount it for writing, or choose another home with GOLDFINCH_HOME.',
  },
  {
    pattern:
      /(failed to load TOML|toml: |invalid configuration|failed to load config|invalid plugin config|expected version)/i,
    code: 'internal',
    message: 'it does not understand its configuration',
    hint: 'This is a fault of Goldfinch: please report it with the log.',
  },
  {
    pattern:
      /overlayfs.*(not supported|failed|does not support)|load required plugin io\.containerd\.snapshotter\.v1\.overlayfs/i,
    code: 'unsupported',
    message: 'overlayfs does not work where the home is',
    hint: 'Choose a home on ext4, xfs or btrfs with GOLDFINCH_HOME.',
  },
  {
    pattern: /permission denied|operation not permitted/i,
    code: 'denied',
    message: 'it was not permitted to do what it has to do',
    hint: 'Run Goldfinch as root; in a container it has to be privileged.',
  },
  {
    pattern: /containerd\.sock.*(connection refused|no such file)|failed to dial .*containerd/i,
    code: 'unavailable',
    message: 'containerd does not answer it',
    hint: 'Restart the machine.',
  },
  {
    pattern: /exec format error/i,
    code: 'unsupported',
    message: 'it was built for another processor',
    hint: 'Build the bundle again: npm run bundle.',
  },
  {
    pattern: /^panic: |^fatal error: |SIGSEGV/m,
    code: 'failed',
    message: 'it crashed',
    hint: 'Start again. If it happens again, please report it with the log.',
  },
]

/** `how`: `It ended with code 1`, or that it did not answer. */
export function explainEnd(program: string, how: string, log: readonly string[]): ErrorData {
  const telling = log.filter(isTelling)
  const found = causes.find(({ pattern }) => telling.some((line) => pattern.test(line)))
  const detail = telling.at(-1)
  return {
    code: found?.code ?? 'failed',
    message:
      found === undefined
        ? `${program} does not run: ${how.charAt(0).toLowerCase()}${how.slice(1)}.`
        : `${program} does not run: ${found.message}.`,
    hint: found?.hint ?? 'Start again; its log tells more.',
    detail: detail === undefined ? `${how}.` : `${how}. ${detail}`,
  }
}

/** Neither chatter nor plug-ins that are skipped on purpose: those warn at every good start. */
const isTelling = (line: string): boolean =>
  !/level=(debug|info|warning)\b|skip(ping)? (loading )?plugin/.test(line)
