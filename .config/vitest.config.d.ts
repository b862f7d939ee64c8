/** `unit` runs anywhere in seconds; `real` needs the bundle and root, and drives real engines. */
declare const _default: import('vite').UserConfig
export default _default
