using System.Buffers.Binary;
using System.IO.Compression;
using Mnist.Domain.Values;
using Mnist.Engine.Data;

namespace Mnist.PropertyTests;

/// <summary>Small IDX files for tests.</summary>
internal static class IdxFiles
{
    public static byte[] Images(int count, int seed = 0)
    {
        var pixels = new byte[count * ImageSet.ImageSize];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)RandomStream.Of(seed, RandomPurpose.Synthetic).Below(i, 256);
        return [.. IdxLayout.Images.Header(count), .. pixels];
    }

    public static byte[] Labels(int count, int seed = 0) =>
        [.. IdxLayout.Labels.Header(count), .. Enumerable.Range(0, count).Select(i => (byte)((i + seed) % 10))];

    /// <summary>Labels as QMNIST has them: the first of eight columns of 32-bit numbers.</summary>
    public static byte[] WideLabels(IEnumerable<int> labels)
    {
        const int Columns = 8;
        var all = labels.ToList();
        var file = new byte[IdxLayout.WideLabels.HeaderSize() + (all.Count * Columns * sizeof(int))];
        BinaryPrimitives.WriteUInt32BigEndian(file, IdxLayout.WideLabels.Magic());
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), all.Count);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(8), Columns);
        for (var i = 0; i < all.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(12 + (i * Columns * sizeof(int))), all[i]);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16 + (i * Columns * sizeof(int))), 1_000 + i);
        }

        return file;
    }

    /// <summary>A file of a small, well-formed data set: 12 images to train on, 5 to test on.</summary>
    public static byte[] Content(DataFileRole role, int seed = 0) => role switch
    {
        DataFileRole.TrainingImages => Images(12, seed),
        DataFileRole.TrainingLabels => Labels(12, seed),
        DataFileRole.TestImages => Images(5, seed + 1),
        DataFileRole.TestLabels => Labels(5, seed + 1),
    };

    /// <summary>The hash of that file.</summary>
    public static string Hash(DataFileRole role) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Content(role)));

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }

    /// <summary>The same, by its packed file's name, packed.</summary>
    public static byte[] Packed(string fileName, int seed = 0) =>
        Gzip(Content(MnistFile.Roles.Single(role => $"{role.Name()}.gz" == fileName), seed));

    /// <summary>Writes the four files of a data set.</summary>
    public static void WriteSet(string folder, DataSet data)
    {
        foreach (var (role, content) in new (DataFileRole, byte[])[]
        {
            (DataFileRole.TrainingImages, [.. IdxLayout.Images.Header(data.Training.Count), .. data.Training.Pixels]),
            (DataFileRole.TrainingLabels, [.. IdxLayout.Labels.Header(data.Training.Count), .. data.Training.Labels]),
            (DataFileRole.TestImages, [.. IdxLayout.Images.Header(data.Test.Count), .. data.Test.Pixels]),
            (DataFileRole.TestLabels, [.. IdxLayout.Labels.Header(data.Test.Count), .. data.Test.Labels]),
        })
            File.WriteAllBytes(Path.Combine(folder, $"{role.Name()}.gz"), Gzip(content));
    }

    /// <summary>Moves the files of a data set into a folder within their own, so that nobody finds them where they were.</summary>
    /// <returns>That folder.</returns>
    public static string MoveAway(string folder)
    {
        var away = Directory.CreateDirectory(Path.Combine(folder, "away")).FullName;
        foreach (var file in Directory.GetFiles(folder, "*.gz"))
            File.Move(file, Path.Combine(away, Path.GetFileName(file)));
        return away;
    }

    /// <summary>Writes the four files of the small data set.</summary>
    public static void WriteSet(string folder, int seed = 0)
    {
        foreach (var role in MnistFile.Roles)
            File.WriteAllBytes(Path.Combine(folder, $"{role.Name()}.gz"), Gzip(Content(role, seed)));
    }

    /// <summary>The only error of an outcome that must be a failure with one error.</summary>
    public static DataError OnlyError<T>(this Validation<T, DataError> outcome) => outcome.Match(
        valid: value => throw new InvalidOperationException($"Expected an error, got {value}."),
        invalid: errors => errors.Single());
}

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mnist-test-").FullName;

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string[] FileNames =>
        [.. Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
