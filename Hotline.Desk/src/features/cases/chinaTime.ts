/** What a field of date and time holds, meant in China, as the product wants it; null where it is empty or no moment. */
export function fromChinaTime(typed: string): string | null {
  const at = Date.parse(`${typed.length === 16 ? `${typed}:00` : typed}+08:00`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
