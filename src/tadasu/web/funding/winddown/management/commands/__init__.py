"""Commands of whoever runs the machine: `tadasu manage NAME`."""
