namespace Mnist.Engine.Files;

/// <summary>Keeps a second process out of a folder for as long as it is held.</summary>
/// <remarks>
/// The operating system holds the lock, not the file: it goes with the process, however that ends, so no lock is ever stale.
/// </remarks>
internal sealed class FolderLock : IDisposable
{
    private const string Name = "lock";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Whether a process holds the lock; to look does not keep another one out for longer than <see cref="Take"/> waits.</summary>
    /// <param name="directory">Any folder.</param>
    public static bool IsHeldIn(string directory)
    {
        try
        {
            if (File.Exists(Path.Combine(directory, Name)))
                new FileStream(Path.Combine(directory, Name), FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException failure)
        {
            return IsHeld(failure);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Takes the lock.</summary>
    /// <param name="directory">An existing folder.</param>
    /// <returns>Null where another process, or another part of this one, holds it.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static FolderLock? Take(string directory)
    {
        if (TryTake(directory) is { } taken)
            return taken;
        Thread.Sleep(Look); // somebody may only be looking
        return TryTake(directory);
    }

    private static FolderLock? TryTake(string directory)
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
