/** Counts that the device keeps of what it does. */
export interface Counting {
  dispatches: number;
  submissions: number;
  buffersCreated: number;
  bindGroupsCreated: number;
  maps: number;
}
