const two = (value: number) => value.toString().padStart(2, '0')

let second = Number.NaN
let secondText = ''

/** `14:02:11.204` in the time of this computer. Lines of one second share most of the work. */
export function clockText(time: number): string {
  const whole = Math.floor(time / 1000)
  if (whole !== second) {
    const date = new Date(whole * 1000)
    secondText = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
    second = whole
  }
  return `${secondText}.${Math.floor(time % 1000)
    .toString()
    .padStart(3, '0')}`
}
