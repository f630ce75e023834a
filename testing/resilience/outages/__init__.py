"""Takes each service away in each way, and looks at every page that is left.

Which page needs which service is written down in `pages` and `actions`, as the
architecture means it. A page that begins to need one more, waits for one that it can do
without, or shows anybody what is somebody else's, is a red cell with a sentence.
"""
