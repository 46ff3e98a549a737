namespace Mnist.Engine.Files;

/// <summary>The operations on files that writing a run needs, so that a test can make any of them fail.</summary>
/// <remarks>All throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where the operating system refuses.</remarks>
public interface IRunFiles
{
    /// <summary>Makes a folder and those above it, where they are missing.</summary>
    /// <param name="path">The folder.</param>
    void MakeFolder(string path);

    /// <summary>Makes a new file and opens it for writing; refused where there is one of that name.</summary>
    /// <param name="path">The file.</param>
    Stream Create(string path);

    /// <summary>Opens a file for writing at its end; a missing one is made.</summary>
    /// <param name="path">The file.</param>
    Stream Append(string path);

    /// <summary>Waits until what was written is on the disk.</summary>
    /// <param name="file">Opened by <see cref="Create"/> or <see cref="Append"/>.</param>
    void FlushToDisk(Stream file);

    /// <summary>Gives a file another name, in one step; a file of that name is replaced.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new name, in the same folder.</param>
    void Rename(string from, string to);

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    /// <param name="path">The folder.</param>
    void FlushFolder(string path);

    /// <summary>Deletes a file; it may be gone already.</summary>
    /// <param name="path">The file.</param>
    void Delete(string path);

    /// <summary>Keeps other processes out of a folder until it is disposed of, or the process ends.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <returns>Null where another process, or another part of this one, holds it.</returns>
    IDisposable? Lock(string folder);

    /// <summary>The files in a folder, as full paths in no particular order.</summary>
    /// <param name="folder">An existing folder.</param>
    IReadOnlyList<string> List(string folder);

    /// <summary>The whole content of a regular file.</summary>
    /// <param name="path">The file.</param>
    byte[] Read(string path);
}
