/** Formats the time of a message as phones do: `09:41`. */
export function clockTime(atMs: number, lang: string): string {
  const format = new Intl.DateTimeFormat(lang, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  return format.format(atMs);
}
