namespace Mnist.Engine.Data;

/// <summary>What each of the four files of a data set holds.</summary>
public enum DataFileRole
{
    /// <summary>Images to train on.</summary>
    TrainingImages,

    /// <summary>Their labels.</summary>
    TrainingLabels,

    /// <summary>Images to test on.</summary>
    TestImages,

    /// <summary>Their labels.</summary>
    TestLabels,
}

/// <summary>The files of MNIST (LeCun, Cortes and Burges) as its authors published them.</summary>
internal static class MnistFile
{
    /// <summary>The four roles, in order.</summary>
    public static IReadOnlyList<DataFileRole> Roles { get; } = Enum.GetValues<DataFileRole>();

    /// <summary>The published name, without ".gz".</summary>
    public static string Name(this DataFileRole role) => role switch
    {
        DataFileRole.TrainingImages => "train-images-idx3-ubyte",
        DataFileRole.TrainingLabels => "train-labels-idx1-ubyte",
        DataFileRole.TestImages => "t10k-images-idx3-ubyte",
        DataFileRole.TestLabels => "t10k-labels-idx1-ubyte",
    };

    /// <summary>Lower-case hexadecimal SHA-256 of the decompressed file.</summary>
    public static string Sha256(this DataFileRole role) => role switch
    {
        DataFileRole.TrainingImages => "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        DataFileRole.TrainingLabels => "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        DataFileRole.TestImages => "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        DataFileRole.TestLabels => "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    };

    /// <summary>The layout a file of this role must have.</summary>
    public static IdxLayout Layout(this DataFileRole role) => role switch
    {
        DataFileRole.TrainingImages or DataFileRole.TestImages => IdxLayout.Images,
        DataFileRole.TrainingLabels or DataFileRole.TestLabels => IdxLayout.Labels,
    };

    /// <summary>Names a file of this role may have, best first: plain or packed, and with ".idx" for "-idx".</summary>
    /// <param name="role">What it holds.</param>
    /// <param name="prefix">What the names begin with; with one, the test files are usually called "test" and not "t10k".</param>
    public static IEnumerable<string> AcceptedNames(this DataFileRole role, string prefix = "")
    {
        var own = role.Name();
        var name = prefix.Length == 0 ? own : $"{prefix}{own.Replace("t10k", "test", StringComparison.Ordinal)}";
        var dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        return [name, $"{name}.gz", dotted, $"{dotted}.gz"];
    }
}
