namespace Mnist.Engine.Data;

/// <summary>The labels of a file, as they stand in it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Labels">At least one.</param>
internal sealed record LabelFile(string Path, byte[] Labels)
{
    /// <summary>The first label that is none of the classes; null where all are.</summary>
    /// <param name="first">The label of the first class.</param>
    /// <param name="classes">How many classes there are.</param>
    public DataError? OutOfRange(int first, int classes) =>
        Labels.AsSpan().IndexOfAnyExceptInRange((byte)first, (byte)(first + classes - 1)) is var at and >= 0
            ? new DataError.LabelOutOfRange(Path, at, Labels[at], first, classes)
            : null;
}

/// <summary>The classes that labels speak of.</summary>
/// <param name="Names">In order.</param>
/// <param name="First">The label of the first one.</param>
/// <param name="Source">Where the names come from.</param>
internal sealed record LabelledClasses(ClassNames Names, int First, NameSource Source)
{
    /// <summary>The classes of a data set, or why its labels have none.</summary>
    /// <remarks>
    /// Labels are counted from 1 where none is 0 and one is 1, as in EMNIST's letters, unless names are stated for a label 0 too.
    /// Without names there are as many classes as the largest label says.
    /// </remarks>
    /// <param name="training">Labels of the training images.</param>
    /// <param name="test">Labels of the test images.</param>
    /// <param name="stated">Names that a file states; null for none.</param>
    /// <param name="isMnist">Whether the files are MNIST's: its classes are known.</param>
    /// <param name="guess">Names for so many classes that may be meant; null for none.</param>
    public static Validation<LabelledClasses, DataError> Of(
        LabelFile training, LabelFile test, StatedNames? stated, bool isMnist, Func<int, StatedNames?> guess)
    {
        var (smallest, largest) = (Math.Min(training.Labels.Min(), test.Labels.Min()), Math.Max(training.Labels.Max(), test.Labels.Max()));
        if (largest == smallest)
            return new DataError.OneClass(training.Path, largest);
        if (isMnist && stated is null)
            return new LabelledClasses(ClassNames.Digits, 0, NameSource.Labels);

        var first = stated?.First ?? (smallest == 1 && (stated is null || stated.Names.Count == largest) ? 1 : 0);
        var counted = largest - first + 1;
        var named = stated ?? guess(counted);
        ValueList<DataError> errors = stated is null
            ? []
            : new[] { training, test }.Select(file => file.OutOfRange(first, stated.Names.Count)).OfType<DataError>().ToValueList();
        return errors.Count > 0
            ? errors
            : new LabelledClasses(named?.Names ?? ClassNames.Numbered(counted, first), first, named?.Source ?? NameSource.Labels);
    }

    /// <summary>Labels as numbers of classes, from 0.</summary>
    /// <param name="first">The label of class 0.</param>
    /// <param name="labels">Each at least that.</param>
    public static byte[] CountedFrom(int first, byte[] labels) =>
        first == 0 ? labels : Array.ConvertAll(labels, label => (byte)(label - first));
}
