/**
 * What is bundled and how each program is compiled: data only. The version of a program is the one
 * its go.mod names.
 *
 * @typedef {object} Build One `go build`: packages that share their tags.
 * @property {Readonly<Record<string, string>>} outputs path in the bundle to package in the module
 * @property {readonly string[]} [tags]
 * @property {boolean} [cgo] links C code: needs a C compiler and libseccomp
 * @property {string} [os] builds for this system instead of the bundle's
 *
 * @typedef {object} Program
 * @property {string} name its folder beside this file
 * @property {string} module
 * @property {string} licence SPDX identifier
 * @property {readonly string[]} systems where the program runs
 * @property {string} [versionVariable] string that the linker fills with the version
 * @property {(arch: string, os: string) => readonly Build[]} builds
 */

/** This computer's processor as Go names it; Node names some differently. */
export const thisArch = process.arch === 'x64' ? 'amd64' : process.arch

/**
 * Lima names processors as the kernel does.
 *
 * @type {Readonly<Record<string, string>>}
 */
const kernelArch = { amd64: 'x86_64', arm64: 'aarch64' }

const plugins = {
  bridge: 'main',
  loopback: 'main',
  'host-local': 'ipam',
  portmap: 'meta',
  firewall: 'meta',
  tuning: 'meta',
}

/** @type {readonly Program[]} */
export const programs = [
  {
    name: 'containerd',
    module: 'github.com/containerd/containerd/v2',
    licence: 'Apache-2.0',
    systems: ['linux'],
    versionVariable: 'version.Version',
    builds: () => [
      {
        outputs: { 'bin/containerd': 'cmd/containerd', 'bin/ctr': 'cmd/ctr' },
        tags: ['urfave_cli_no_docs'],
      },
      {
        outputs: { 'bin/containerd-shim-runc-v2': 'cmd/containerd-shim-runc-v2' },
        // As upstream builds it: the shim speaks ttrpc, and one runs for each container.
        tags: ['urfave_cli_no_docs', 'no_grpc'],
      },
    ],
  },
  {
    name: 'runc',
    module: 'github.com/opencontainers/runc',
    licence: 'Apache-2.0',
    systems: ['linux'],
    builds: () => [
      {
        outputs: { 'bin/runc': '' },
        tags: ['seccomp', 'urfave_cli_no_docs', 'netgo', 'osusergo'],
        cgo: true,
      },
    ],
  },
  {
    name: 'nerdctl',
    module: 'github.com/containerd/nerdctl/v2',
    licence: 'Apache-2.0',
    systems: ['linux'],
    versionVariable: 'pkg/version.Version',
    builds: () => [{ outputs: { 'bin/nerdctl': 'cmd/nerdctl' } }],
  },
  {
    name: 'buildkit',
    module: 'github.com/moby/buildkit',
    licence: 'Apache-2.0',
    systems: ['linux'],
    versionVariable: 'version.Version',
    builds: () => [
      {
        outputs: { 'bin/buildkitd': 'cmd/buildkitd', 'bin/buildctl': 'cmd/buildctl' },
        tags: ['osusergo', 'netgo', 'static_build', 'seccomp'],
      },
    ],
  },
  {
    name: 'cni',
    module: 'github.com/containernetworking/plugins',
    licence: 'Apache-2.0',
    systems: ['linux'],
    versionVariable: 'pkg/utils/buildversion.BuildVersion',
    builds: () => [
      {
        outputs: Object.fromEntries(
          Object.entries(plugins).map(([name, kind]) => [`cni/${name}`, `plugins/${kind}/${name}`]),
        ),
      },
    ],
  },
  {
    name: 'lima',
    module: 'github.com/lima-vm/lima/v2',
    licence: 'Apache-2.0',
    systems: ['linux', 'darwin'],
    versionVariable: 'pkg/version.Version',
    builds: (arch, os) => [
      // The driver for Apple's virtualization framework is C code.
      { outputs: { 'bin/limactl': 'cmd/limactl' }, cgo: os === 'darwin' },
      {
        // limactl looks for this name in ../share/lima.
        outputs: {
          [`share/lima/lima-guestagent.Linux-${kernelArch[arch]}`]: 'cmd/lima-guestagent',
        },
        os: 'linux',
      },
    ],
  },
]

/**
 * What a computer or a guest needs. A Linux host runs the engine itself, others run it in a machine.
 *
 * @param {string} os
 * @returns {readonly string[]}
 */
export function usualPrograms(os) {
  return os === 'linux' ? ['containerd', 'runc', 'nerdctl', 'buildkit', 'cni'] : ['lima']
}
