namespace Mnist.Engine.Data;

/// <summary>Reads a data set from the four files of a folder.</summary>
public static class DataFolder
{
    /// <summary>Reads, checks and hashes the four files, side by side.</summary>
    /// <param name="folder">Holds files with MNIST's names, packed with gzip or not.</param>
    /// <returns>
    /// The data set, its origin being <see cref="DataOrigin.Mnist"/> only where all four files are MNIST's; else all that is wrong.
    /// </returns>
    public static async Task<Validation<DataSet, DataError>> ReadAsync(string folder)
    {
        var paths = MnistFile.Roles.Select(role => Find(folder, role)).ToArray();
        if (Array.TrueForAll(paths, path => path is null))
            return new DataError.NowhereFound([folder]);

        var parts = await Task.WhenAll(MnistFile.Roles.Zip(paths, (role, path) => Task.Run(() => path is null
            ? new DataError.FileMissing(folder, role, role.AcceptedNames().ToValueList())
            : IdxReader.Read(path, role.Layout()).Map(content => new Part(role, path, content)))));
        return Validation.Both(Pair(parts[0], parts[1]), Pair(parts[2], parts[3])).Map(pairs => Combine(folder, pairs.First, pairs.Second));
    }

    /// <summary>Whether a folder holds at least one of the files.</summary>
    /// <param name="folder">Need not exist.</param>
    public static bool HoldsAny(string folder) => MnistFile.Roles.Any(role => Find(folder, role) is not null);

    /// <summary>The path of a file of this role, or null. A folder of that name counts: the reader says what it is.</summary>
    internal static string? Find(string folder, DataFileRole role) =>
        role.AcceptedNames().Select(name => Path.Combine(folder, name)).FirstOrDefault(Path.Exists);

    private static Validation<Pictures, DataError> Pair(Validation<Part, DataError> images, Validation<Part, DataError> labels) =>
        Validation.Both(images, labels)
            .Map(both => new Pictures(both.First, both.Second))
            .Bind<Pictures>(pair => pair.Images == pair.Labels.Content.Items.Length
                ? pair
                : new DataError.CountsDisagree(pair.Pixels.Path, pair.Images, pair.Labels.Path, pair.Labels.Content.Items.Length));

    private static DataSet Combine(string folder, Pictures training, Pictures test)
    {
        Part[] parts = [training.Pixels, training.Labels, test.Pixels, test.Labels];
        var files = parts.Select(part => part.File).ToValueList();
        var isMnist = files.All(file => file.IsMnist);
        return new DataSet(
            isMnist ? "mnist" : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            isMnist ? DataOrigin.Mnist : DataOrigin.Other,
            DataSet.CombineHashes(files.Select(file => file.Sha256)),
            training.ToImageSet(),
            test.ToImageSet(),
            files);
    }

    private sealed record Part(DataFileRole Role, string Path, IdxContent Content)
    {
        public DataFile File => new(Role, Path, Content.Sha256, Content.Sha256 == Role.Sha256());
    }

    private sealed record Pictures(Part Pixels, Part Labels)
    {
        public int Images => Pixels.Content.Items.Length / ImageSet.ImageSize;

        public ImageSet ToImageSet() => new(Pixels.Content.Items, Labels.Content.Items);
    }
}
