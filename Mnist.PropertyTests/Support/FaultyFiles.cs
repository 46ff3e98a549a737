using Mnist.Engine.Files;

namespace Mnist.PropertyTests;

/// <summary>What a run does with files.</summary>
internal enum FileOperation
{
    MakeFolder,
    Create,
    Append,
    Write,
    FlushToDisk,
    Rename,
    FlushFolder,
    Delete,
    Lock,
    List,
    Read,
}

/// <summary>Files of the operating system, some of whose operations fail.</summary>
/// <param name="fails">Whether an operation does; the first has number 1.</param>
internal sealed class FaultyFiles(Func<FileOperation, int, bool> fails) : IRunFiles
{
    public const string Cause = "The test lets it fail";

    private readonly Lock gate = new();
    private readonly List<FileOperation> operations = [];

    /// <summary>All operations so far, in order.</summary>
    public IReadOnlyList<FileOperation> Operations => operations;

    /// <summary>How many failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Whether an operation needs room on a disk.</summary>
    public static bool NeedsRoom(FileOperation operation) => operation
        is FileOperation.MakeFolder or FileOperation.Create or FileOperation.Append or FileOperation.Write or FileOperation.FlushToDisk;

    public void MakeFolder(string path)
    {
        Count(FileOperation.MakeFolder);
        DiskFiles.Instance.MakeFolder(path);
    }

    public Stream Create(string path)
    {
        Count(FileOperation.Create);
        return new Written(DiskFiles.Instance.Create(path), this);
    }

    public Stream Append(string path)
    {
        Count(FileOperation.Append);
        return new Written(DiskFiles.Instance.Append(path), this);
    }

    public void FlushToDisk(Stream file)
    {
        Count(FileOperation.FlushToDisk);
        DiskFiles.Instance.FlushToDisk(((Written)file).Inner);
    }

    public void Rename(string from, string to)
    {
        Count(FileOperation.Rename);
        DiskFiles.Instance.Rename(from, to);
    }

    public void FlushFolder(string path)
    {
        Count(FileOperation.FlushFolder);
        DiskFiles.Instance.FlushFolder(path);
    }

    public void Delete(string path)
    {
        Count(FileOperation.Delete);
        DiskFiles.Instance.Delete(path);
    }

    public IDisposable? Lock(string folder)
    {
        Count(FileOperation.Lock);
        return DiskFiles.Instance.Lock(folder);
    }

    public IReadOnlyList<string> List(string folder)
    {
        Count(FileOperation.List);
        return DiskFiles.Instance.List(folder);
    }

    public byte[] Read(string path)
    {
        Count(FileOperation.Read);
        return DiskFiles.Instance.Read(path);
    }

    private void Count(FileOperation operation)
    {
        lock (gate)
        {
            operations.Add(operation);
            if (!fails(operation, operations.Count))
                return;
            Failures++;
        }

        throw new IOException($"{Cause}: {operation}.");
    }

    /// <summary>A write that fails leaves half of its bytes, as a full disk does.</summary>
    private sealed class Written(Stream inner, FaultyFiles files) : Stream
    {
        public Stream Inner => inner;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer[..(buffer.Length / 2)]);
            files.Count(FileOperation.Write);
            inner.Write(buffer[(buffer.Length / 2)..]);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
