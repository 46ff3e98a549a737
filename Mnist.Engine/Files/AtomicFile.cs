namespace Mnist.Engine.Files;

/// <summary>Files that are there whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a file under a temporary name in the same folder, flushes it to the disk, renames it into place, and flushes the folder.
    /// </summary>
    /// <param name="path">The file; replaced where there is one.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full, the folder is gone, or there is no regular file; what is there stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, Action<Stream> write) => Write(DiskFiles.Instance, path, write);

    /// <summary>Writes a file as <see cref="Write(string, Action{Stream})"/> does.</summary>
    /// <param name="files">Does the single operations.</param>
    /// <param name="path">The file; replaced where there is one.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full, the folder is gone, or there is no regular file; what is there stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(IRunFiles files, string path, Action<Stream> write)
    {
        RegularFile.RequireWritable(path);
        path = Target(path);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = files.Create(temporary))
            {
                write(file);
                files.FlushToDisk(file);
            }

            files.Rename(temporary, path);
        }
        catch
        {
            Discard(files, temporary);
            throw;
        }

        files.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Why the file could not be written is told; that its beginning cannot be deleted either is not told as well.</summary>
    private static void Discard(IRunFiles files, string temporary)
    {
        try
        {
            files.Delete(temporary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A resumed run removes it.
        }
    }

    /// <summary>What a link stands for: a rename would replace the link, and /dev/stdout is one.</summary>
    private static string Target(string path) =>
        File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
}
