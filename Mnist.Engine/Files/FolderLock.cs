namespace Mnist.Engine.Files;

/// <summary>Keeps a second process out of a folder for as long as it is held.</summary>
/// <remarks>
/// The operating system holds the lock, not the file: it goes with the process, however that ends, so no lock is ever stale.
/// </remarks>
internal sealed class FolderLock : IDisposable
{
    private const string Name = "lock";

    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="directory">An existing folder.</param>
    /// <returns>Null where another process, or another part of this one, holds it.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static FolderLock? Take(string directory)
    {
        try
        {
            return new(new FileStream(Path.Combine(directory, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException failure) when (IsHeld(failure))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>What .NET passes on from the system: EAGAIN of Linux, of macOS and the BSDs, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsHeld(IOException failure) =>
        failure.GetType() == typeof(IOException) && (failure.HResult & 0xFFFF) is 11 or 35 or 32;
}
