namespace Mnist.Engine.Data;

/// <summary>Reads a data set from the four files of a folder.</summary>
public static class DataFolder
{
    /// <summary>Reads, checks and hashes the four files, side by side.</summary>
    /// <remarks>
    /// The classes are as many as the labels have, or as a file of names has beside them; see <see cref="DataSet.Classes"/>.
    /// </remarks>
    /// <param name="folder">
    /// Holds files with MNIST's names, which may all begin with the same word, packed with gzip or not; where it holds several sets, the
    /// folder with that word behind it: data/emnist-letters.
    /// </param>
    /// <returns>
    /// The data set, its origin being <see cref="DataOrigin.Mnist"/> only where all four files are MNIST's; else all that is wrong.
    /// </returns>
    public static async Task<Validation<DataSet, DataError>> ReadAsync(string folder)
    {
        if (!DataFiles.Find(folder).TryGet(out var files, out var errors))
            return errors;
        var parts = await Task.WhenAll(MnistFile.Roles.Select(role => Task.Run(() => files.PathOf(role) is { } path
            ? IdxReader.Read(path, role.Layout()).Map(content => new Part(role, path, content))
            : new DataError.FileMissing(files.Folder, role, role.AcceptedNames(files.Prefix).ToValueList()))));
        return Validation.Both(Validation.Both(Pair(parts[0], parts[1]), Pair(parts[2], parts[3])), StatedNames.Beside(files))
            .Bind(found => Combine(files, found.First.First, found.First.Second, found.Second));
    }

    /// <summary>Whether a folder holds at least one of the files.</summary>
    /// <param name="folder">Need not exist; see <see cref="ReadAsync"/>.</param>
    public static bool HoldsAny(string folder) => DataFiles.Find(folder).Match(
        valid: _ => true, invalid: errors => !errors.Any(error => error is DataError.NothingThere or DataError.Unreadable));

    /// <summary>
    /// The path of a file of this role by MNIST's own names, or null. A folder of that name counts: the reader says what it is.
    /// </summary>
    internal static string? Find(string folder, DataFileRole role) =>
        role.AcceptedNames().Select(name => Path.Combine(folder, name)).FirstOrDefault(Path.Exists);

    private static Validation<Pictures, DataError> Pair(Validation<Part, DataError> images, Validation<Part, DataError> labels) =>
        Validation.Both(images, labels)
            .Map(both => new Pictures(both.First, both.Second))
            .Bind<Pictures>(pair => pair.Images == pair.Labels.Content.Items.Length
                ? pair
                : new DataError.CountsDisagree(pair.Pixels.Path, pair.Images, pair.Labels.Path, pair.Labels.Content.Items.Length));

    private static Validation<DataSet, DataError> Combine(DataFiles files, Pictures training, Pictures test, StatedNames? stated)
    {
        Part[] parts = [training.Pixels, training.Labels, test.Pixels, test.Labels];
        var found = parts.Select(part => part.File).ToValueList();
        var isMnist = found.All(file => file.IsMnist);
        var isTransposed = !isMnist && DataFiles.IsTransposed(training.Pixels.Path);
        return LabelledClasses.Of(training.Labelled, test.Labelled, stated, isMnist, classes => StatedNames.Guess(files, classes))
            .Map(classes => Combine(
                isMnist ? "mnist" : files.SetName is DataSet.SyntheticName ? $"{DataSet.SyntheticName} (folder)" : files.SetName,
                isMnist ? DataOrigin.Mnist : DataOrigin.Other,
                found,
                classes.Names,
                new(classes.First, isTransposed, classes.Source)));

        DataSet Combine(string name, DataOrigin origin, ValueList<DataFile> read, ClassNames classes, DataReading reading) => new(
            name,
            origin,
            DataSet.CombineHashes(read.Select(file => file.Sha256), reading),
            training.ToImageSet(reading),
            test.ToImageSet(reading),
            read)
        {
            Classes = classes,
            Reading = reading,
        };
    }

    private sealed record Part(DataFileRole Role, string Path, IdxContent Content)
    {
        public DataFile File => new(Role, Path, Content.Sha256, Content.Sha256 == Role.Sha256());
    }

    private sealed record Pictures(Part Pixels, Part Labels)
    {
        public int Images => Pixels.Content.Items.Length / ImageSet.ImageSize;

        public LabelFile Labelled => new(Labels.Path, Labels.Content.Items);

        public ImageSet ToImageSet(DataReading reading)
        {
            var images = new ImageSet(Pixels.Content.Items, LabelledClasses.CountedFrom(reading.FirstLabel, Labels.Content.Items));
            return reading.IsTransposed ? images.Transposed() : images;
        }
    }
}
