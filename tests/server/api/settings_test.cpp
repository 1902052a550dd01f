#include "server/api/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/core/index/temp_directory.h"

namespace fasti::api {
namespace {

using testing::HasSubstr;

Settings read(std::vector<const char*> arguments, std::string* shown = nullptr) {
  arguments.insert(arguments.begin(), "fasti-server");
  std::string text;
  Settings out = read_settings(static_cast<int>(arguments.size()), arguments.data(), text);
  if (shown != nullptr) *shown = text;
  return out;
}

class SettingsTest : public testing::Test {
 protected:
  void TearDown() override {
    for (const Setting& setting : settings()) unsetenv(std::string(setting.environment).c_str());
  }
  std::string file(const std::string& content) {
    const std::string path = directory_ / "fasti.toml";
    std::ofstream(path) << content;
    return path;
  }
  TempDirectory directory_;
};

TEST_F(SettingsTest, CommandLine) {
  const Settings given =
      read({"--index", "a", "--listen", "[::1]:0", "--threads", "3", "--deadline", "250"});
  EXPECT_EQ(given.index, "a");
  EXPECT_EQ(given.listen, "[::1]:0");
  EXPECT_EQ(given.threads, 3U);
  EXPECT_EQ(given.deadline, std::chrono::milliseconds(250));
  EXPECT_EQ(read({"--index", "a"}).listen, "127.0.0.1:8080");
}

TEST_F(SettingsTest, CommandLineBeforeEnvironmentBeforeFile) {
  const std::string path = file("index = \"f\"\nlisten = \"f:1\"\nthreads = 5\n");
  Settings given = read({"--config", path.c_str()});
  EXPECT_EQ(given.index, "f");
  EXPECT_EQ(given.listen, "f:1");
  EXPECT_EQ(given.threads, 5U);

  setenv("FASTI_LISTEN", "e:1", 1);
  setenv("FASTI_CONFIG", path.c_str(), 1);
  given = read({"--index", "c"});
  EXPECT_EQ(given.index, "c");
  EXPECT_EQ(given.listen, "e:1");
  EXPECT_EQ(given.threads, 5U);
}

TEST_F(SettingsTest, WrongUseIsExplained) {
  const auto why = [](std::vector<const char*> arguments) {
    try {
      read(std::move(arguments));
    } catch (const WrongUse& wrong) {
      return std::string(wrong.what());
    }
    return std::string();
  };
  EXPECT_THAT(why({}), HasSubstr("--index is needed"));
  EXPECT_THAT(why({"--index"}), HasSubstr("--index"));
  EXPECT_THAT(why({"--index", "a", "--nonsense"}), HasSubstr("--nonsense"));
  EXPECT_THAT(why({"--index", "a", "--threads", "0"}), HasSubstr("--threads"));
  EXPECT_THAT(why({"--index", "a", "--threads", "many"}), HasSubstr("--threads"));
  EXPECT_THAT(why({"--index", "a", "--deadline", "-1"}), HasSubstr("--deadline"));
  EXPECT_THAT(why({"--config", "/nonexistent.toml"}), HasSubstr("/nonexistent.toml"));
  EXPECT_THAT(why({"--config", file("index = \"a\"\nlisten = [").c_str()}),
              HasSubstr("fasti.toml:2"));
  EXPECT_THAT(why({"--config", file("index = \"a\"\ncolour = 1").c_str()}),
              HasSubstr("fasti.toml:2: there is no setting \"colour\""));
  EXPECT_THAT(why({"--config", file("index = [1]").c_str()}), HasSubstr("wants a text"));
}

TEST_F(SettingsTest, HelpListsEverySettingWithExamples) {
  std::string shown;
  read({"--help"}, &shown);
  for (const Setting& setting : settings()) {
    EXPECT_THAT(shown, HasSubstr(setting.flag));
    EXPECT_THAT(shown, HasSubstr(setting.environment));
    EXPECT_THAT(shown, HasSubstr(setting.fallback));
  }
  EXPECT_THAT(shown, HasSubstr("Examples:"));
  read({"--version"}, &shown);
  EXPECT_THAT(shown, HasSubstr("fasti-server "));
}

}  // namespace
}  // namespace fasti::api
