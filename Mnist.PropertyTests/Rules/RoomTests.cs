using Xunit;

namespace Mnist.PropertyTests.Rules;

/// <summary>The projects are houses of one-way rooms; a page draws the tables that these tests hold.</summary>
public sealed class RoomTests
{
    /// <summary>Files that need each other belong together, and there should be few of them.</summary>
    private const int MostFilesOfACycle = 5;

    public static TheoryData<string> Projects => [.. Rooms.Of.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_folder_is_a_room_of_the_table_and_every_room_a_folder(string project) => Assert.Equal(
        Rooms.Of[project].Select(room => room.Name).Order(StringComparer.Ordinal),
        SourceReader.Read(project).Select(file => file.Room).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Rooms_use_only_rooms_that_stand_before_them(string project) => Assert.Empty(
        from room in Rooms.Of[project].Select((room, place) => (room, place))
        from used in room.room.Uses
        where !Rooms.Of[project].Take(room.place).Any(earlier => earlier.Name == used)
        select $"{room.room.Name} -> {used}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Files_name_types_of_the_rooms_that_theirs_may_use_and_of_no_others(string project)
    {
        var allowed = Rooms.Of[project].ToDictionary(room => room.Name, room => room.Uses, StringComparer.Ordinal);
        Assert.Empty(
            from file in SourceReader.Read(project)
            from used in file.Uses
            where used.Key.Room != file.Room && !allowed[file.Room].Contains(used.Key.Room, StringComparer.Ordinal)
            select $"{file.Path} -> {used.Key.Path}: {string.Join(", ", used.Value)}");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_arrow_of_the_table_is_unused(string project)
    {
        var drawn = SourceReader
            .Read(project)
            .SelectMany(file => file.Uses.Keys, (file, used) => (From: file.Room, To: used.Room))
            .ToHashSet();
        Assert.Empty(
            from room in Rooms.Of[project]
            from used in room.Uses
            where !drawn.Contains((room.Name, used))
            select $"{room.Name} -> {used}");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Files_form_only_small_cycles(string project) => Assert.Empty(
        Cycles.Of(SourceReader.Read(project), file => file.Uses.Keys)
            .Where(cycle => cycle.Count > MostFilesOfACycle)
            .Select(cycle => $"{cycle.Count}: {string.Join(", ", cycle.Select(file => file.Path).Order(StringComparer.Ordinal))}"));

    /// <summary>With MNIST_DRAW_ROOMS=1 in the environment the page gets the tables as they are now.</summary>
    [Fact]
    public void The_page_shows_the_rooms()
    {
        var path = Path.Combine(SourceReader.Root, "Mnist.PropertyTests", "Rules", "README.md");
        var drawn = RoomPicture.PutInto(File.ReadAllText(path));
        if (Environment.GetEnvironmentVariable("MNIST_DRAW_ROOMS") == "1")
            File.WriteAllText(path, drawn);
        Assert.Equal(drawn, File.ReadAllText(path));
    }
}
