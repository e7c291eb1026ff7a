import type { Device } from '../device.js';

// Weak: a device that is forgotten may be collected.
const opened = new Set<WeakRef<Device>>();

/** Closes a device when the process leaves: with a read under way, Node now and then dies of a segmentation fault otherwise. */
export function closeAtExit(device: Device): void {
  if (opened.size === 0) {
    process.once('exit', () => {
      for (const reference of opened) reference.deref()?.close();
    });
  }
  opened.add(new WeakRef(device));
}
