namespace Mnist.Engine.Files;

/// <summary>Files of the operating system.</summary>
public sealed class DiskFiles : IRunFiles
{
    private DiskFiles() { }

    /// <summary>The one there is.</summary>
    public static DiskFiles Instance { get; } = new();

    /// <inheritdoc/>
    public void MakeFolder(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public Stream Create(string path) => new FileStream(path, FileMode.CreateNew, FileAccess.Write);

    /// <inheritdoc/>
    public Stream Append(string path)
    {
        RegularFile.RequireWritable(path);
        return new FileStream(path, FileMode.Append, FileAccess.Write);
    }

    /// <inheritdoc/>
    public void FlushToDisk(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void FlushFolder(string path) => DirectoryFlush.Flush(path);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public IDisposable? Lock(string folder) => FolderLock.Take(folder);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string folder) => Directory.GetFiles(folder);

    /// <inheritdoc/>
    public byte[] Read(string path) => RegularFile.ReadAllBytes(path, Array.MaxLength);
}
