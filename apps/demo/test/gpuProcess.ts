import { readdirSync, readFileSync } from 'node:fs';

/** Ends the GPU process of the browser that this test started last: a descendant of this process. */
export function killGpuProcess(): void {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = stat
          .slice(stat.lastIndexOf(')') + 2)
          .split(' ')
          .map(Number);
        return [
          {
            pid: Number(pid),
            parent: fields[1],
            started: fields[19],
            command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
          },
        ];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
  const ours = new Set([process.pid]);
  for (let found = -1; found !== ours.size; ) {
    found = ours.size;
    for (const { pid, parent } of processes) if (ours.has(parent)) ours.add(pid);
  }
  // Not by their numbers, which begin anew after the largest.
  const inOrder = processes.sort((a, b) => a.started - b.started);
  const gpu = inOrder.findLast(({ pid, command }) => ours.has(pid) && command.includes('--type=gpu-process'));
  if (!gpu) throw new Error('device loss: the browser has no GPU process');
  process.kill(gpu.pid, 'SIGKILL');
}
