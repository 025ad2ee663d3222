/** `YYYY/MM/DD HH:MM:SS`, local time, as PocketBase's lines for the operator begin. */
export const stamp = (now: Date): string => {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('/')
  return `${day} ${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':')}`
}
