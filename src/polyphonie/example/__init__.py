"""The example campaign, fictitious, and how it is loaded through the same doors as any other."""
