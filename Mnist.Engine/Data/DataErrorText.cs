using Mnist.Domain.Phrases;

namespace Mnist.Engine.Data;

/// <summary>One sentence for each <see cref="DataError"/>.</summary>
public static class DataErrorText
{
    /// <summary>What is wrong, and how to come by good data.</summary>
    /// <param name="error">The error.</param>
    public static string Sentence(this DataError error) =>
        error.Sentence("; delete it, so that a good copy is fetched, or name another folder (--data)");

    /// <summary>What is wrong with a file that need not be MNIST's.</summary>
    /// <param name="error">The error.</param>
    public static string SentenceAlone(this DataError error) => error.Sentence(fresh: "");

    /// <summary>What is wrong, with advice of the caller's own.</summary>
    /// <param name="error">The error.</param>
    /// <param name="fresh">How to come by a good copy of a bad file, to stand behind what is wrong with it.</param>
    public static string Sentence(this DataError error, string fresh) => error.Match(new DataError.Cases<string>(
        NowhereFound: e =>
            $"MNIST is in none of the folders looked at "
            + $"({(e.Folders.Count == 0 ? "there was none to look at" : string.Join(", ", e.Folders))}); "
            + "name its folder (--data, or MNIST_DATA), or use digits drawn by rule (--data synthetic).",
        NothingThere: e => $"{e.Folder}: there is no data set; its four files are called {DataFileRole.TrainingImages.Name()}, "
            + $"{DataFileRole.TrainingLabels.Name()}, {DataFileRole.TestImages.Name()} and {DataFileRole.TestLabels.Name()}, packed with "
            + "gzip (.gz) or not, and may all begin with the same word.",
        SeveralSets: e => $"{e.Folder}: it holds the files of {e.Sets.Count.Of("data set")}, {e.Sets.And()}; name one, such as "
            + $"--data {System.IO.Path.Combine(e.Folder, e.Sets[0])}.",
        SeveralFiles: e => $"{e.Folder}: both {e.Names.And()} could be the {Content(e.Role)}; move one of them elsewhere.",
        FileMissing: e => $"{e.Folder}: there is no file with the {Content(e.Role)}; it is called {e.AcceptedNames.Or()}.",
        IsDirectory: e => $"{e.Path}: this is a folder and should be a file of the data set{fresh}.",
        Unreadable: e => $"{e.Path}: cannot be read: {e.Reason}",
        Unwritable: e => $"{e.Path}: cannot be written to: {e.Reason} Name a folder that holds MNIST (--data).",
        DamagedGzip: e => $"{e.Path}: the compressed file is damaged after {e.Unpacked.Grouped()} bytes{fresh}.",
        WrongMagic: e => $"{e.Path}: it starts with 0x{e.Actual:x8} and not with 0x{e.Expected:x8}, so it is not the IDX file it "
            + $"should be{fresh}.",
        WrongImageSize: e => $"{e.Path}: its images have {e.Rows}x{e.Columns} pixels and not 28x28.",
        Empty: e => $"{e.Path}: it is well-formed and holds nothing{fresh}.",
        TooLarge: e => $"{e.Path}: its header announces {e.Count.Grouped()} items, and at most {e.Limit.Grouped()} are read{fresh}.",
        Truncated: e => $"{e.Path}: it ends after {e.Actual.Grouped()} of {e.Expected.Grouped()} bytes{fresh}.",
        TrailingBytes: e => $"{e.Path}: it goes on after its {e.Expected.Grouped()} bytes{fresh}.",
        LabelOutOfRange: e => $"{e.Path}: label {e.Index.Grouped()} (from 0) is {e.Label}, and there are {e.Classes} classes, {e.First} to "
            + $"{e.First + e.Classes - 1}.",
        OneClass: e => $"{e.Path}: every label is {e.Label}; a data set needs at least {ClassNames.Fewest} classes to tell apart.",
        BadClassName: e => $"{e.Path}: {e.Error}; it has one name a line, each of another class.",
        BadClassCount: e => $"{e.Path}: it has {e.Count.Of("name")}; a data set has {ClassNames.Fewest} to {ClassNames.Most} classes.",
        BadMapping: e => $"{e.Path}: line {e.Line} is no label with its character's code; labels follow one another from 0 or 1.",
        CountsDisagree: e =>
            $"{e.ImagesPath} has {e.Images.Of("image")} and {e.LabelsPath} has {e.Labels.Of("label")}; they do not belong together.",
        NotMnist: e => $"{e.Path}: its content is not MNIST's (SHA-256 {e.Actual} and not {e.Expected}){fresh}.",
        DownloadFailed: e =>
            $"no mirror served the {Content(e.Role)}: {string.Join("; ", e.Attempts.Select(a => $"{a.Address.Host} {Fault(a.Fault)}"))}. "
            + "Try again later, name a folder that holds MNIST (--data), or use digits drawn by rule (--data synthetic)."));

    /// <summary>What a file holds, in words.</summary>
    /// <param name="role">Which of the four files.</param>
    public static string Content(DataFileRole role) => role switch
    {
        DataFileRole.TrainingImages => "training images",
        DataFileRole.TrainingLabels => "training labels",
        DataFileRole.TestImages => "test images",
        DataFileRole.TestLabels => "test labels",
    };

    private static string Fault(MirrorFault fault) => fault.Match(new MirrorFault.Cases<string>(
        Unreachable: f => $"cannot be reached: {f.Reason}",
        Refused: f => $"answered with status {f.Status}",
        Stalled: f => $"sent nothing for {f.Waited.TotalSeconds.Fixed(0)} s after {f.Received.Grouped()} bytes",
        TooSlow: f => $"sent {f.Received.Grouped()} bytes within {f.Limit.TotalMinutes.Fixed(0)} min and was not done",
        TooLarge: f => $"sent more than {f.Limit.Bytes()}",
        WrongContent: f => $"sent something else (SHA-256 {f.Actual ?? "of no IDX file"} and not {f.Expected})"));
}
